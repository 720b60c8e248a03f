import NIOHTTP1

/// Who is at the other end of a connection, and whether it speaks for others.
struct CallerAddress: Sendable {
    /// Where the connection comes from.
    let address: ClientAddress

    private let proxies: [AddressRange]

    /// Describes a caller.
    ///
    /// - Parameters:
    ///   - address: Where the connection comes from.
    ///   - proxies: Who is believed about whom it calls for.
    init(_ address: ClientAddress, proxies: [AddressRange]) {
        self.address = address
        self.proxies = proxies
    }

    /// Whose request it is.
    ///
    /// Each proxy on the way appends where its call came from (`X-Forwarded-For`): from the end on, what trusted ones
    /// say is believed, and nothing before the first that is not one of them.
    func client(of headers: HTTPHeaders) -> ClientAddress {
        var client = address
        var rest = headers[canonicalForm: "x-forwarded-for"][...]
        while isTrusted(client), let word = rest.popLast(), let next = ClientAddress(String(word)) { client = next }
        return client
    }

    /// What a request is called: as a trusted proxy says, or by a name of its own.
    func identifier(of headers: HTTPHeaders) -> String {
        guard isTrusted(address), let given = headers["x-request-id"].first, RequestIdentifier.isPlain(given) else {
            return RequestIdentifier.fresh()
        }
        return given
    }

    private func isTrusted(_ address: ClientAddress) -> Bool { proxies.contains { $0.contains(address) } }
}

/// What requests are called in answers and in the log.
enum RequestIdentifier {
    /// A name that no other request has.
    static func fresh() -> String {
        let number = UInt64.random(in: .min ... .max)
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Whether a name may be written down and said back.
    static func isPlain(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
