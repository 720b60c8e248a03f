/// Words for the certificate check that failed.
enum CertificateCheck {
    /// Names the check.
    ///
    /// - Parameters:
    ///   - verifyResult: OpenSSL's `X509_V_` code (x509_vfy.h).
    ///   - words: libcurl's words. They alone tell of another host name, which libcurl checks itself.
    /// - Returns: A phrase that fits behind a colon.
    static func words(verifyResult: Int, otherwise words: String) -> String {
        switch verifyResult {
        case 2, 20, 21: "its certificate is from an unknown issuer"
        case 9: "its certificate is not valid yet, or this machine's clock is wrong"
        case 10: "its certificate has expired, or this machine's clock is wrong"
        case 18: "its certificate is self-signed"
        case 19: "its certificate chain ends in a self-signed certificate that is not trusted"
        case 23: "its certificate has been revoked"
        case 62: "its certificate is for another host name"
        case 64: "its certificate is for another address"
        case 66, 67, 68: "its certificate is too weak"
        case _ where words.contains("does not match") || words.contains("matches target host name"):
            "its certificate is for another host name"
        default: words
        }
    }
}
