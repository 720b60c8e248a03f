import Foundation
import Meetings

/// Takes secrets out of a text before it is shown: those that were sent, and whatever looks like a token.
struct Redaction: Sendable {
    var secrets: [Secret]

    func callAsFunction(_ text: String) -> String {
        var clean = text
        for secret in secrets where secret.reveal().utf8.count >= Redaction.shortest {
            clean = clean.replacing(secret.reveal(), with: Secret.mask)
        }
        // The three parts of a JWT: its header is a JSON object, so that it begins with the code of `{"`.
        return clean.replacing(/eyJ[A-Za-z0-9_\-]{8,}(\.[A-Za-z0-9_\-]*){0,2}/, with: Secret.mask)
    }

    /// A shorter secret would be found in ordinary words, and they would be spoilt for nothing.
    private static let shortest = 4
}
