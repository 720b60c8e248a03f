/// An address that may be shown whole, put into the clipboard and handed to a browser.
///
/// It is `https`, or `http` on this machine; it names a host and nobody who logs in; and it is written in the characters
/// of a URL alone (RFC 3986, section 2), so that neither a terminal nor a shell nor a reader takes it for anything else.
/// A host with letters beyond ASCII stands in it by its encoded name (`xn--…`): no letter passes for another. It begins
/// with its scheme, so that no program takes it for an option. Addresses of meetings hold a token: it prints as a secret
/// does.
package struct WebAddress: Hashable, Sendable {
    private let text: String

    /// The most bytes an address may have.
    package static let longest = 16_384

    /// Checks an address.
    ///
    /// - Parameter text: The address, from a service or from the operator.
    /// - Throws: What is wrong with it.
    package init(_ text: String) throws(Flaw) {
        guard text.utf8.count <= WebAddress.longest else { throw .tooLong }
        guard text.utf8.allSatisfy(WebAddress.isAllowed) else { throw .character }
        guard let colon = text.firstIndex(of: ":") else { throw .noAddress }
        let scheme = text[..<colon].lowercased()
        guard scheme == "https" || scheme == "http" else { throw .scheme }
        let rest = text[text.index(after: colon)...]
        guard rest.hasPrefix("//") else { throw .noAddress }
        let authority = rest.dropFirst(2).prefix { !"/?#".contains($0) }
        guard !authority.contains("@") else { throw .user }
        guard !authority.isEmpty else { throw .noHost }
        guard let host = WebAddress.host(of: authority) else { throw .host }
        guard scheme == "https" || WebAddress.isLoopback(host: host) else { throw .scheme }
        self.text = text
    }

    /// The address itself, with the token in it.
    ///
    /// Call this only where it is copied, opened, or shown because the operator asked for it.
    package func reveal() -> String { text }
}

extension WebAddress {
    /// Why a text is no address that can be used.
    package enum Flaw: Error, Hashable, Sendable {
        case noAddress
        case scheme
        case noHost
        case host
        case user
        case character
        case tooLong

        /// The end of a sentence that begins with what the address is of.
        package var words: String {
            switch self {
            case .noAddress: "is not a URL"
            case .scheme: "must begin with https:// (http:// is for this machine only)"
            case .noHost: "names no host"
            case .host: "has a host that is not written as one"
            case .user: "must not hold a user name or a password"
            case .character: "holds a character that must be percent-encoded"
            case .tooLong: "is longer than \(WebAddress.longest) characters"
            }
        }
    }

    /// Whether a host means this machine (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3; RFC 4291, 2.5.3).
    package static func isLoopback(host: String) -> Bool {
        let host = host.lowercased()
        if ["localhost", "::1", "[::1]"].contains(host) || host.hasSuffix(".localhost") { return true }
        return host.hasPrefix("127.") && isDottedQuad(host)
    }

    /// The characters of a URL (RFC 3986, section 2): visible ASCII but for those that no URL has.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"\"<>\\^`{|}".utf8.contains(byte)
    }

    /// The host of an authority, or nil where the authority is none that every reader understands alike.
    private static func host(of authority: Substring) -> String? {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            let inner = authority[authority.index(after: authority.startIndex)..<end]
            guard inner.contains(":"), inner.utf8.allSatisfy({ isHexadecimal($0) || $0 == 0x3A || $0 == 0x2E }),
                isPort(authority[authority.index(after: end)...])
            else { return nil }
            return "[\(inner)]"
        }
        let name = authority.prefix { $0 != ":" }
        guard isPort(authority[name.endIndex...]), isHostName(name) else { return nil }
        return String(name)
    }

    /// Whether a text is empty, or a colon and a port.
    private static func isPort(_ text: Substring) -> Bool {
        guard !text.isEmpty else { return true }
        let digits = text.dropFirst()
        return text.hasPrefix(":") && digits.utf8.allSatisfy(isDigit) && (1...65535).contains(Int(digits) ?? 0)
    }

    private static func isHostName(_ name: Substring) -> Bool {
        guard !name.isEmpty, name.utf8.count <= 254 else { return false }
        let labels = (name.hasSuffix(".") ? name.dropLast() : name).split(
            separator: ".", omittingEmptySubsequences: false)
        let areLabels = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.utf8.allSatisfy { isDigit($0) || isLetter($0) || $0 == 0x2D || $0 == 0x5F }
        }
        guard areLabels, let last = labels.last else { return false }
        // A browser reads whatever ends in a number as an address (WHATWG URL, "ends in a number"), also 0x7f.1.
        let endsInNumber = last.utf8.allSatisfy(isDigit) || last.lowercased().hasPrefix("0x")
        return !endsInNumber || isDottedQuad(String(name))
    }

    /// Whether a text is four numbers as everybody writes them: a leading zero would make one octal for some.
    private static func isDottedQuad(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { part in UInt8(part).map { String($0) == part } ?? false }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x66).contains(byte | 0x20) }
}

extension WebAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { Secret.mask }
    package var debugDescription: String { Secret.mask }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
