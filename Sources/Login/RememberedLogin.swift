import Foundation
package import Meetings
import Services

/// Whose login may be remembered, and where its tokens may be sent.
package struct LoginBinding: Hashable, Sendable {
    /// The profile's name, which is part of the file's.
    package var profile: String

    /// The service in one word, such as `v4h`.
    package var service: String

    /// The service's address: tokens are never sent to another than the one they came from.
    package var url: String

    /// Who logs in, where the profile says so.
    package var user: String?

    package init(profile: String, service: String, url: String, user: String? = nil) {
        self.profile = profile
        self.service = service
        self.url = url
        self.user = user
    }

    /// The name of the file in the state folder.
    package var fileName: String { "login.\(profile).\(service).json" }

    /// The name of the file whose lock is held during a refresh.
    var lockName: String { "login.\(profile).\(service).lock" }
}

/// A login that is remembered: who it is, and its tokens.
package struct RememberedLogin: Hashable, Sendable {
    /// Nil for who holds an access token, which does not say whose it is.
    package var user: String?
    package var pair: TokenPair

    package init(user: String?, pair: TokenPair) {
        self.user = user
        self.pair = pair
    }
}

extension RememberedLogin {
    /// The file: the one place where tokens are written down.
    private struct Form: Codable {
        var version = 1
        var profile: String
        var service: String
        var url: String
        var user: String?
        var accessToken: String
        var refreshToken: String?
        var issued: Date
        var expires: Date
    }

    /// Reads a login from its file.
    ///
    /// - Parameters:
    ///   - data: What is in the file.
    ///   - binding: Whose it has to be.
    ///   - path: Where the file is, for what is said of it.
    /// - Throws: `LoginMemoryError` where it is no such file, or somebody else's login.
    init(_ data: Data, for binding: LoginBinding, at path: String) throws(LoginMemoryError) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        guard let form = try? decoder.decode(Form.self, from: data), form.version == 1,
            InputCheck.complaint(about: form.accessToken, in: .accessToken) == nil,
            form.user.map({ InputCheck.complaint(about: $0, in: .user) == nil }) ?? true
        else { throw .unreadable(SafeText(path)) }
        guard form.profile == binding.profile, form.service == binding.service, form.url == binding.url else {
            throw .elsewhere(SafeText(path), url: SafeText(form.url, limit: 200))
        }
        if let expected = binding.user, let user = form.user, user != expected {
            throw .someoneElse(SafeText(path), user: SafeText(user, limit: 100))
        }
        user = form.user
        pair = TokenPair(
            access: Secret(form.accessToken), refresh: form.refreshToken.map { Secret($0) }, issued: form.issued,
            expires: form.expires)
    }

    /// The login as it is written to its file.
    func encoded(for binding: LoginBinding) -> Data {
        let form = Form(
            profile: binding.profile, service: binding.service, url: binding.url, user: user,
            accessToken: pair.access.reveal(), refreshToken: pair.refresh?.reveal(), issued: pair.issued,
            expires: pair.expires)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        // Texts and dates alone: there is nothing in it that could not be encoded.
        return ((try? encoder.encode(form)) ?? Data()) + [UInt8(ascii: "\n")]
    }
}
