/// Which check of a server's certificate failed.
package enum CertificateCheck: Hashable, Sendable {
    case unknownIssuer
    case notYetValid
    case expired
    case selfSigned
    case selfSignedIssuer
    case revoked
    case otherHost
    case otherAddress
    case tooWeak

    /// The file of trusted certificates that the profile names cannot be used; libcurl's words.
    case unusableAuthorityFile(String)

    /// Anything else, such as a server that speaks no TLS; libcurl's words.
    case other(String)
}

extension CertificateCheck {
    /// Finds out which check it was.
    ///
    /// - Parameters:
    ///   - verifyResult: OpenSSL's `X509_V_` code (x509_vfy.h).
    ///   - words: libcurl's words. They alone tell of another host name, which libcurl checks itself.
    init(verifyResult: Int, otherwise words: String) {
        switch verifyResult {
        case 2, 20, 21: self = .unknownIssuer
        case 9: self = .notYetValid
        case 10: self = .expired
        case 18: self = .selfSigned
        case 19: self = .selfSignedIssuer
        case 23: self = .revoked
        case 62: self = .otherHost
        case 64: self = .otherAddress
        case 66, 67, 68: self = .tooWeak
        case _ where words.contains("does not match") || words.contains("matches target host name"): self = .otherHost
        default: self = .other(words)
        }
    }

    /// What is wrong, as it stands behind a colon.
    var words: String {
        switch self {
        case .unknownIssuer: "its certificate is from an unknown issuer"
        case .notYetValid: "its certificate is not valid yet, or this machine's clock is wrong"
        case .expired: "its certificate has expired, or this machine's clock is wrong"
        case .selfSigned: "its certificate is self-signed"
        case .selfSignedIssuer: "its certificate chain ends in a self-signed certificate that is not trusted"
        case .revoked: "its certificate has been revoked"
        case .otherHost: "its certificate is for another host name"
        case .otherAddress: "its certificate is for another address"
        case .tooWeak: "its certificate is too weak"
        case .unusableAuthorityFile(let words), .other(let words): words
        }
    }

    /// What the operator can do about it: one sentence.
    var advice: String {
        switch self {
        case .unknownIssuer, .selfSigned, .selfSignedIssuer:
            "If the service has an authority of its own, name its file under certificate-authority in the profile; "
                + "else do not log in, and tell who runs the service."
        case .notYetValid, .expired:
            "Check the date of this machine; if it is right, let who runs the service renew the certificate."
        case .otherHost, .otherAddress:
            "Check the spelling of the service URL; if it is right, you may be talking to somebody else: do not log in."
        case .revoked: "Do not log in; tell who runs the service."
        case .tooWeak: "Let who runs the service replace the certificate."
        case .unusableAuthorityFile:
            "Correct certificate-authority in the profile: it names the file of a PEM certificate."
        case .other:
            "Check that the service URL has the right port, and that the service speaks TLS 1.2 or newer there."
        }
    }
}
