/// What a request asks for: its path and its query (RFC 9112, section 3.2).
///
/// It is read strictly. Whatever one server of a chain could take for one path and the next for another is no target:
/// dot segments and slashes in percent-encoding, empty segments, escapes that are none, bytes that are no UTF-8.
struct RequestTarget: Hashable, Sendable {
    /// The segments of the path, percent-decoded; none of them is empty.
    let segments: [String]

    /// The query as it was written; empty where there is none.
    let query: String

    /// The most bytes that a target may have.
    static let longest = 4096

    /// Reads a target; nil where it is none that a path of ours could have.
    init?(_ text: String) {
        guard text.utf8.count <= RequestTarget.longest, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !text.utf8.contains(UInt8(ascii: "#")), let local = RequestTarget.local(text)
        else { return nil }
        let parts = local.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        query = parts.count == 2 ? String(parts[1]) : ""
        var segments: [String] = []
        for segment in parts[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let decoded = PercentEncoding.decode(segment.utf8), RequestTarget.isPlain(decoded) else { return nil }
            segments.append(decoded)
        }
        self.segments = segments
    }

    /// The part from the path on; a proxy may name the whole address (RFC 9112, section 3.2.2).
    private static func local(_ text: String) -> Substring? {
        if text.hasPrefix("/") { return text[...] }
        guard let scheme = ["http://", "https://"].first(where: { text.lowercased().hasPrefix($0) }) else { return nil }
        let rest = text.dropFirst(scheme.count)
        return rest.firstIndex { $0 == "/" || $0 == "?" }.flatMap { rest[$0] == "/" ? rest[$0...] : nil }
    }

    private static func isPlain(_ segment: String) -> Bool {
        !segment.isEmpty && segment != "." && segment != ".."
            && !segment.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    }
}

extension RequestTarget {
    /// The value of a query parameter, percent-decoded.
    ///
    /// - Parameter name: The parameter's name.
    /// - Returns: Nil where it is missing, stands there more than once, or is no text.
    func parameter(_ name: String) -> String? {
        let values = query.split(separator: "&").compactMap { pair -> Substring? in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard PercentEncoding.decode(parts[0].utf8) == name else { return nil }
            return parts.count == 2 ? parts[1] : ""
        }
        guard values.count == 1, let value = values.first else { return nil }
        // A form writes a blank as a plus (URL standard, "application/x-www-form-urlencoded").
        return PercentEncoding.decode(value.utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 })
    }
}

/// Percent-encoding, as strictly as it is defined (RFC 3986, section 2.1).
private enum PercentEncoding {
    /// Decodes; nil where an escape is incomplete, or the bytes are no UTF-8, overlong forms included.
    static func decode(_ encoded: some Collection<UInt8>) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(encoded.count)
        var rest = encoded[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
