import Console
import Foundation
import Gateway

extension GatewaySettings {
    /// Takes what is written under the keys; all problems are reported.
    ///
    /// - Parameters:
    ///   - root: The keys of the file.
    ///   - folder: What relative paths are relative to.
    mutating func read(_ root: YAMLSection, folder: String) {
        gateway.objectStore = root["object-store"]?.objectStore()
        gateway.publicOrigin = root["public-url"]?.publicOrigin()
        gateway.certificateAuthorityFile = root["certificate-authority"]?.certificateFile(in: folder)
        accessLog = root["access-log"]?.accessLogPlace(in: folder) ?? .standardOutput
        logLevel = root["log-level"]?.choice(of: LogLevel.self) ?? .usual
        readRights(root)
        readTimes(root)
        readLimits(root)
        if let place = root["listen"]?.listeningPlace(isBehindProxies: root["trusted-proxies"] != nil) {
            (gateway.address, gateway.port) = place
        }
    }

    private mutating func readRights(_ root: YAMLSection) {
        if let roles = root["roles"]?.roles() { gateway.roles = roles }
        if let role = root["member-role"]?.memberRole(among: gateway.roles) {
            gateway.memberRole = role
        } else if root["member-role"] == nil, let roles = root["roles"], !gateway.roles.contains(gateway.memberRole) {
            roles.report(
                "has no “\(gateway.memberRole)”, which those have who join by name only",
                remedy: "add it, or write member-role: and one of the roles")
        }
        if let origins = root["origins"]?.origins() { gateway.origins = origins }
        if let origins = root["meeting-origins"]?.meetingOrigins() { gateway.meetingOrigins = origins }
        if let proxies = root["trusted-proxies"]?.addressRanges() { gateway.trustedProxies = proxies }
        if let readers = root["metrics-readers"]?.addressRanges() { gateway.metricsReaders = readers }
    }

    private mutating func readTimes(_ root: YAMLSection) {
        gateway.upstreamTimeout = root.seconds("upstream-timeout") ?? gateway.upstreamTimeout
        gateway.featuresLifetime = root.seconds("features-lifetime") ?? gateway.featuresLifetime
        gateway.accessLifetime = root.seconds("access-lifetime") ?? gateway.accessLifetime
        gateway.refreshLifetime = root.seconds("refresh-lifetime") ?? gateway.refreshLifetime
        gateway.loginLifetime = root.seconds("login-lifetime") ?? gateway.loginLifetime
        gateway.limits.drainTime = root.seconds("drain-time") ?? gateway.limits.drainTime
        let order = [
            ("access-lifetime", gateway.accessLifetime), ("refresh-lifetime", gateway.refreshLifetime),
            ("login-lifetime", gateway.loginLifetime),
        ]
        for (shorter, longer) in zip(order, order.dropFirst()) where shorter.1 > longer.1 {
            let written = root[shorter.0] ?? root[longer.0]
            written?.report(
                "makes \(shorter.0) longer than \(longer.0), which is \(longer.1.components.seconds)",
                remedy: "write no more for \(shorter.0) than for \(longer.0)")
        }
    }

    private mutating func readLimits(_ root: YAMLSection) {
        gateway.limits.bodyBytes = root.number("body-bytes") ?? gateway.limits.bodyBytes
        gateway.limits.headBytes = root.number("head-bytes") ?? gateway.limits.headBytes
        gateway.limits.requestTime = root.seconds("request-time") ?? gateway.limits.requestTime
        gateway.limits.idleTime = root.seconds("idle-time") ?? gateway.limits.idleTime
        gateway.limits.answerTime = root.seconds("answer-time") ?? gateway.limits.answerTime
        gateway.limits.connections = root.number("connections") ?? gateway.limits.connections
        gateway.limits.connectionsPerAddress =
            root.number("connections-per-address") ?? gateway.limits.connectionsPerAddress
        gateway.signInLimits.triesPerAddress = root.number("tries-per-address") ?? gateway.signInLimits.triesPerAddress
        gateway.signInLimits.addressRecovery =
            root.number("address-recovery").map(TimeInterval.init) ?? gateway.signInLimits.addressRecovery
        gateway.signInLimits.failuresPerUser = root.number("failures-per-user") ?? gateway.signInLimits.failuresPerUser
        gateway.signInLimits.userRecovery =
            root.number("user-recovery").map(TimeInterval.init) ?? gateway.signInLimits.userRecovery
    }
}

extension YAMLSection {
    /// The number under a key of the table, within the range that stands there.
    fileprivate func number(_ key: String) -> Int? {
        guard let entry = self[key],
            case .number(let range) = ConfigurationTable.gateway.first(where: { $0.name == key })?.value
        else { return nil }
        return entry.integer(where: range.contains, example: "\(range.lowerBound) to \(range.upperBound)")
    }

    fileprivate func seconds(_ key: String) -> Duration? { number(key).map { .seconds($0) } }
}
