package import Foundation
import Synchronization

/// Secrets that a test knows, since it has made them up or seen them on the wire, and the search for what is left of them.
package final class PlantedSecrets: Sendable {
    /// A secret and what it is, for what is said of it: it is not shown itself.
    private struct Secret: Hashable, Sendable {
        let kind: String
        let value: String
    }

    private let secrets: Mutex<Set<Secret>>

    /// How much of a secret counts as a leak: the screen may break a longer one into lines.
    private static let piece = 12

    /// Knows a password, or several.
    package init(passwords: String...) { secrets = Mutex(Set(passwords.map { Secret(kind: "a password", value: $0) })) }

    /// How many there are.
    package var count: Int { secrets.withLock(\.count) }

    /// Takes every token out of a service's document.
    package func takeTokens(of document: Data) {
        let text = String(decoding: document, as: UTF8.self)
        for match in text.matches(of: /"(accessToken|refreshToken|sessionToken|token|jwt)"\s*:\s*"([^"]+)"/) {
            note(kind: String(match.output.1), String(match.output.2))
        }
        for match in text.matches(of: /eyJ[\w-]+\.[\w-]+\.[\w-]+/) { note(kind: "jwt", String(match.output)) }
    }

    private func note(kind: String, _ value: String) {
        guard value.count >= PlantedSecrets.piece else { return }
        secrets.withLock { _ = $0.insert(Secret(kind: kind, value: value)) }
    }

    /// What of them is found in a text.
    ///
    /// - Parameters:
    ///   - text: Where to look.
    ///   - passwordsAlone: Whether tokens may be there.
    /// - Returns: The kinds of what was found; none, if all is well.
    package func traces(in text: String, passwordsAlone: Bool = false) -> Set<String> {
        let all = secrets.withLock(\.self).filter { !passwordsAlone || $0.kind == "a password" }
        let bytes = Data(text.utf8)
        let found = all.filter { secret in pieces(of: secret.value).contains { bytes.range(of: $0) != nil } }
        return Set(found.map(\.kind))
    }

    /// What of them is found in bytes, such as a file's.
    package func traces(in bytes: Data, passwordsAlone: Bool = false) -> Set<String> {
        traces(in: String(decoding: bytes, as: UTF8.self), passwordsAlone: passwordsAlone)
    }

    /// What is looked for: a token's signature, since its claims are no secret, in pieces; and the whole as it looks in
    /// a header or an address.
    private func pieces(of secret: String) -> [Data] {
        let characters = Array(secret.split(separator: ".").last ?? "")
        let starts = stride(from: 0, through: max(0, characters.count - PlantedSecrets.piece), by: PlantedSecrets.piece)
        let parts = starts.map { String(characters[$0..<min($0 + PlantedSecrets.piece, characters.count)]) }
        return (parts + [Data(secret.utf8).base64EncodedString()]).map { Data($0.utf8) }
    }
}
