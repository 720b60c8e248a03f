package import Foundation

/// A file of certificates in PEM form (RFC 7468), looked at before anything is trusted because of it.
package enum CertificateFile {
    /// What is wrong with a file, as the end of "the file …".
    ///
    /// - Parameter data: The file's bytes.
    /// - Returns: The complaint, or nil where there are certificates in it, all of them whole.
    package static func complaint(about data: Data) -> String? {
        guard !data.isEmpty else { return "is empty" }
        let text = String(decoding: data, as: UTF8.self)
        let blocks = text.matches(of: /-----BEGIN ([A-Z0-9 ]*CERTIFICATE)-----/)
        guard !blocks.isEmpty else {
            let isKey = text.contains("PRIVATE KEY-----")
            return isKey ? "holds a key, and no certificate" : "holds no certificate in PEM form"
        }
        for block in blocks {
            let rest = text[block.range.upperBound...]
            guard let end = rest.firstRange(of: "-----END \(block.output.1)-----"),
                let bytes = Data(base64Encoded: rest[..<end.lowerBound].filter { !$0.isWhitespace }), isWhole(bytes)
            else { return "holds a certificate that is cut or damaged" }
        }
        return nil
    }

    /// Whether the bytes begin with a sequence that is all there (X.690, sections 8.1.3 and 8.9); OpenSSL's trusted
    /// certificates have more behind it.
    private static func isWhole(_ bytes: Data) -> Bool {
        let head = Array(bytes.prefix(6))
        guard head.count == 6, head[0] == 0x30, (0x82...0x84).contains(head[1]) else { return false }
        let count = Int(head[1] - 0x80)
        let length = head[2..<2 + count].reduce(0) { $0 << 8 | Int($1) }
        return bytes.count >= 2 + count + length
    }
}
