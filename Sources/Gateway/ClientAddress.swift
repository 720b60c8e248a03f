import Foundation
import NIOCore

/// Where a caller is, as far as a gateway counts calls by it.
package struct ClientAddress: Hashable, Sendable {
    /// The address in numbers: 4 bytes, or 16.
    package let bytes: [UInt8]

    /// Takes the bytes of an address; an IPv4 address that is written as IPv6 counts as what it is.
    package init(bytes: [UInt8]) {
        let isMapped = bytes.count == 16 && bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        self.bytes = isMapped ? Array(bytes.suffix(4)) : bytes
    }

    /// Reads an address in numbers; nil where it is none.
    package init?(_ text: String) {
        guard let address = try? SocketAddress(ipAddress: text, port: 0) else { return nil }
        self.init(address)
    }

    /// Takes the address of a connection; nil where it has none in numbers.
    init?(_ address: SocketAddress) {
        switch address {
        case .v4(let address): self.init(bytes: withUnsafeBytes(of: address.address.sin_addr) { Array($0) })
        case .v6(let address): self.init(bytes: withUnsafeBytes(of: address.address.sin6_addr) { Array($0) })
        case .unixDomainSocket: return nil
        }
    }

    /// What is counted as one caller: an IPv4 address, or the 64 bits that an IPv6 network has in common.
    var counted: [UInt8] { bytes.count == 4 ? bytes : Array(bytes.prefix(8)) }
}

extension ClientAddress: CustomStringConvertible {
    package var description: String {
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
        var address = in6_addr()
        withUnsafeMutableBytes(of: &address) { $0.copyBytes(from: bytes.prefix($0.count)) }
        let socket = sockaddr_in6(
            sin6_family: sa_family_t(AF_INET6), sin6_port: 0, sin6_flowinfo: 0, sin6_addr: address, sin6_scope_id: 0)
        return SocketAddress(socket).ipAddress ?? "?"
    }
}
