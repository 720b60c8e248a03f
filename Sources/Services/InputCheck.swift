import Foundation
import Meetings

/// Whether what was typed can be sent: checked before every call, and by a form beside its field.
package enum InputCheck {
    /// What is wrong with a text, as the end of "The user name …".
    ///
    /// - Parameters:
    ///   - text: What was typed.
    ///   - field: Where it was typed.
    /// - Returns: The complaint, or nil where the text can be sent.
    package static func complaint(about text: String, in field: InputField) -> String? {
        if text.isEmpty || (field != .password && text.allSatisfy(\.isWhitespace)) {
            let mayBeEmpty = [.avatarURL, .meetingPassword].contains(field) && text.isEmpty
            return mayBeEmpty ? nil : "is empty"
        }
        let limit = longest(field)
        guard text.unicodeScalars.count <= limit else { return "is longer than \(limit) characters" }
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            return "holds a control character"
        }
        switch field {
        case .serviceURL: return complaint(aboutServiceURL: text)
        case .avatarURL: return complaint(aboutWebAddress: text)
        case .accessToken: return Token.isWellFormed(text) ? nil : "holds a character that no token has"
        case .conference, .organisation, .room:
            // A path segment of dots is taken away by every client and server on the way (RFC 3986, section 5.2.4).
            if text == "." || text == ".." { return "must not be “\(text)”" }
            return complaint(aboutVisibilityOf: text)
        case .name, .participantName, .conferenceName, .role, .user, .joinPolicy, .listPolicy, .allowedUnits,
            .remembering, .opening, .chatMessage, .subject, .recordingMode, .breakoutRoom, .acknowledgement:
            return complaint(aboutVisibilityOf: text)
        case .password, .file, .meetingPassword, .streamKey: return nil
        }
    }

    /// Lets a text pass that can be sent.
    ///
    /// - Parameters:
    ///   - text: What was typed.
    ///   - field: Where it was typed.
    /// - Throws: `ServiceError.invalidInput` with the field and the complaint.
    package static func require(_ text: String, in field: InputField) throws(ServiceError) {
        if let complaint = complaint(about: text, in: field) { throw .invalidInput(field, reason: complaint) }
    }

    /// The most Unicode scalars that are sent from a field.
    package static func longest(_ field: InputField) -> Int {
        switch field {
        case .user, .password, .meetingPassword, .streamKey: 1024
        case .serviceURL, .avatarURL: 2048
        case .file, .chatMessage: 4096
        case .accessToken: 16384
        case .conference, .organisation, .name, .role, .room, .participantName, .conferenceName, .joinPolicy,
            .listPolicy, .allowedUnits, .remembering, .opening, .subject, .recordingMode, .breakoutRoom,
            .acknowledgement:
            256
        }
    }

    private static func complaint(aboutServiceURL text: String) -> String? {
        if let complaint = complaint(aboutAddress: text) { return complaint }
        guard let parts = URLComponents(string: text) else { return "is not a URL" }
        if parts.user != nil || parts.password != nil { return "must not hold a user name or a password" }
        if parts.query != nil || parts.fragment != nil { return "must end with its path, without “?” or “#”" }
        return nil
    }

    private static func complaint(aboutWebAddress text: String) -> String? {
        do throws(WebAddress.Flaw) {
            _ = try WebAddress(text)
            return nil
        } catch {
            return error.words
        }
    }

    private static func complaint(aboutAddress text: String) -> String? {
        guard let parts = URLComponents(string: text, encodingInvalidCharacters: false), let scheme = parts.scheme
        else { return "is not a URL" }
        guard ["http", "https"].contains(scheme.lowercased()) else { return "must begin with https:// or http://" }
        guard let host = parts.host, !host.isEmpty else { return "names no host" }
        return nil
    }

    private static func complaint(aboutVisibilityOf text: String) -> String? {
        SafeText(text).string == text ? nil : "holds a character that cannot be shown"
    }
}
