import Console
import Foundation
import Gateway
import Meetings
import Services
import Stage

extension YAMLEntry {
    /// The value as the address below which files lie.
    func objectStore() -> URL? {
        let example = "https://store.example.org/summaries/"
        guard let url = serviceURL(example: example, login: "remove it") else { return nil }
        guard let complaint = ObjectStore.complaint(about: url) else { return url }
        report(complaint, remedy: "write an address such as \(example)")
        return nil
    }

    /// The value as an address in numbers and a port.
    ///
    /// - Parameter isBehindProxies: Whether something stands in front that speaks TLS, so that other machines may reach
    ///   it.
    /// - Returns: Nil where it is none, which is reported.
    func listeningPlace(isBehindProxies: Bool) -> (address: String, port: UInt16)? {
        let example = "an address in numbers and a port, such as 127.0.0.1:8787 or \"[::1]:8787\""
        guard let written = text(example: example) else { return nil }
        let place = written.wholeMatch(of: /(?:([0-9.]+)|\[([0-9A-Fa-f:.]+)\]):([0-9]{1,5})/)
        guard let place, let host = place.output.1 ?? place.output.2, let address = ClientAddress(String(host)),
            let port = UInt16(place.output.3)
        else {
            report("“\(SafeText(written, limit: 64))” is no address with a port", remedy: "write \(example)")
            return nil
        }
        let isLoopback = [AddressRange.loopback4, .loopback6].contains { $0.contains(address) }
        guard isLoopback || isBehindProxies else {
            report(
                "would let passwords cross a network in the clear",
                remedy: "write 127.0.0.1:\(port), or trusted-proxies: and the addresses of what speaks TLS in front")
            return nil
        }
        return (String(host), port)
    }

    /// The value as addresses in numbers, or networks of them.
    func addressRanges() -> [AddressRange]? {
        let example = "a list such as [127.0.0.1, 10.0.0.0/8, \"2001:db8::/32\"]"
        guard let texts = texts(example: example) else { return nil }
        return texts.compactMap { text in
            if let range = AddressRange(text) { return range }
            report("has “\(SafeText(text, limit: 64))”, which is no address or network", remedy: "write \(example)")
            return nil
        }
    }

    /// The value as origins of pages: a scheme, a host, and perhaps a port (RFC 6454, section 6.1).
    func origins() -> [String]? {
        let example = "a list such as [https://app.example.org]"
        guard let texts = texts(example: example) else { return nil }
        return texts.compactMap { text in
            guard (try? WebAddress(text)) != nil, let parts = URLComponents(string: text), let host = parts.host,
                parts.path.isEmpty, parts.query == nil, parts.fragment == nil
            else {
                report(
                    "has “\(SafeText(text, limit: 64))”, which is no origin such as https://app.example.org",
                    remedy: "write \(example), without a path")
                return nil
            }
            // As browsers write it.
            let port = parts.port.map { ":\($0)" } ?? ""
            return "\(parts.scheme?.lowercased() ?? "https")://\(host.lowercased())\(port)"
        }
    }

    /// The value as the address at which browsers reach the gateway.
    func publicOrigin() -> MeetingOrigin? {
        let example = "an address such as https://gateway.example.org, without a path"
        guard let written = text(example: example) else { return nil }
        if let origin = MeetingOrigin(publicAddress: written) { return origin }
        report(
            "“\(SafeText(written, limit: 64))” is no address that browsers reach by https, or on this machine",
            remedy: "write \(example)")
        return nil
    }

    /// The value as origins of deployments whose meetings may be opened.
    func meetingOrigins() -> Set<MeetingOrigin>? {
        origins().map { Set($0.compactMap { MeetingOrigin($0) }) }
    }

    /// The value as one of the roles, which everybody may have.
    func memberRole(among roles: [String]) -> String? {
        guard let role = name(among: roles, what: "role") else { return nil }
        guard role != "owner" else {
            report("would make owners of those who join by name only", remedy: "write another role, such as member")
            return nil
        }
        return role
    }

    /// The value as where the access log is written.
    ///
    /// - Parameter folder: What a relative path is relative to.
    /// - Returns: Nil where it is none, which is reported.
    func accessLogPlace(in folder: String) -> AccessLogPlace? {
        if says("stdout") { return .standardOutput }
        if says("none") { return .nowhere }
        return path(in: folder, example: "stdout, none, or the path of a file").map { .file($0) }
    }

    /// The value as a path.
    ///
    /// - Parameters:
    ///   - folder: What a relative one is relative to.
    ///   - example: What could stand here, for the report.
    /// - Returns: The whole path.
    func path(in folder: String, example: String = "the path of a folder") -> String? {
        guard let written = text(example: example) else { return nil }
        guard written.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            report("holds a control character", remedy: "write \(example)")
            return nil
        }
        let expanded = NSString(string: written).expandingTildeInPath
        return expanded.hasPrefix("/") ? expanded : "\(folder)/\(expanded)"
    }
}
