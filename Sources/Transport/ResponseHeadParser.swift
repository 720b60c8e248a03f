import HTTPTypes

/// Puts the head of the final answer together from the lines libcurl hands over.
///
/// A new status line starts a new head, so that interim answers (1xx, RFC 9110, section 15.2) leave no trace; what comes
/// after the final head, such as trailer fields, is ignored.
struct ResponseHeadParser {
    /// Far above what any service sends: 64 KiB.
    static let maximumBytes = 64 << 10
    private static let maximumFields = 1_000

    /// The head so far; `nil` until a status line has come.
    private(set) var head: HTTPResponse?
    private var isComplete = false
    private var byteCount = 0

    /// The head of the final answer, once it is complete.
    var finalHead: HTTPResponse? { isComplete ? head : nil }

    /// Takes one line with its line end.
    ///
    /// - Parameter line: The bytes of the line.
    /// - Returns: False once the lines together are larger than any honest head.
    mutating func take(_ line: UnsafeRawBufferPointer) -> Bool {
        byteCount += line.count
        guard byteCount <= Self.maximumBytes else { return false }
        guard !isComplete else { return true }

        var content = line[...]
        while let last = content.last, last == UInt8(ascii: "\r") || last == UInt8(ascii: "\n") {
            content.removeLast()
        }
        if content.starts(with: "HTTP/".utf8) {
            startHead(content)
        } else if content.isEmpty {
            isComplete = head.map { $0.status.kind != .informational } ?? false
        } else {
            addField(content)
        }
        return head.map { $0.headerFields.count <= Self.maximumFields } ?? true
    }

    private mutating func startHead(_ content: Slice<UnsafeRawBufferPointer>) {
        let parts = content.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count > 1, parts[1].count == 3, let code = Int(String(decoding: parts[1], as: UTF8.self)),
            code >= 100
        else { return }
        let phrase = parts.count > 2 ? String(decoding: parts[2], as: UTF8.self) : ""
        head = HTTPResponse(status: HTTPResponse.Status(code: code, reasonPhrase: phrase))
    }

    private mutating func addField(_ content: Slice<UnsafeRawBufferPointer>) {
        if let first = content.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
            foldIntoLastField(content)
            return
        }
        guard let colon = content.firstIndex(of: UInt8(ascii: ":")),
            let name = HTTPField.Name(String(decoding: content[..<colon], as: UTF8.self))
        else { return }
        let value = content[content.index(after: colon)...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        head?.headerFields.append(HTTPField(name: name, value: value))
    }

    /// Joins a continued line to the field before it (RFC 9112, section 5.2).
    private mutating func foldIntoLastField(_ content: Slice<UnsafeRawBufferPointer>) {
        guard var fields = head?.headerFields, let last = fields.indices.last else { return }
        let more = String(decoding: content, as: UTF8.self).trimmingPrefix { $0 == " " || $0 == "\t" }
        fields[last].value += " " + more
        head?.headerFields = fields
    }
}
