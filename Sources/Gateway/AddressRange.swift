/// Addresses that begin with the same bits: `10.0.0.0/8`, `::1` (RFC 4632, RFC 4291).
package struct AddressRange: Hashable, Sendable {
    private let bytes: [UInt8]
    private let bits: Int

    package static let loopback4 = AddressRange(bytes: [127, 0, 0, 0], bits: 8)
    package static let loopback6 = AddressRange(bytes: [UInt8](repeating: 0, count: 15) + [1], bits: 128)

    private init(bytes: [UInt8], bits: Int) {
        self.bytes = bytes
        self.bits = bits
    }

    /// Reads a range as it is written; nil where it is none, or has bits behind those that count.
    ///
    /// - Parameter text: An address in numbers, alone or with `/` and a number of bits.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = ClientAddress(String(parts[0])) else { return nil }
        let all = address.bytes.count * 8
        guard let bits = parts.count == 2 ? Int(parts[1]) : all, (0...all).contains(bits) else { return nil }
        self.init(bytes: address.bytes, bits: bits)
        guard (bits..<all).allSatisfy({ address.bytes[$0 / 8] & (0x80 >> ($0 % 8)) == 0 }) else { return nil }
    }

    /// Whether an address is in it.
    package func contains(_ address: ClientAddress) -> Bool {
        guard address.bytes.count == bytes.count else { return false }
        return (0..<bits).allSatisfy { bit in
            (address.bytes[bit / 8] ^ bytes[bit / 8]) & (0x80 >> (bit % 8)) == 0
        }
    }
}
