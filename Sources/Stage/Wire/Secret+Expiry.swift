import Foundation
import Meetings

extension Secret {
    /// When the token says that it expires (`exp`: RFC 7519, section 4.1.4); nil where it is no JWT, or does not say.
    ///
    /// Nothing is verified: only the deployment has the key.
    var tokenExpiry: Date? {
        let parts = reveal().split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        // Base64url without padding (RFC 7515, section 2).
        var base64 = String(parts[1]).replacing("-", with: "+").replacing("_", with: "/")
        base64 += String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: base64), let payload = try? JSONReader.document(data) else { return nil }
        return Claims(header: [:], payload: payload).expires
    }
}
