package import NIOHTTP1

/// What a stage's door looks at in a request.
package struct DoorRequest: Hashable, Sendable {
    package var method: String

    /// The path, and whatever stands behind it.
    package var target: String

    /// The values of the fields, each as often as it came.
    package var hosts: [String]
    package var origins: [String]
    package var cookies: [String]

    /// What `Upgrade` and `Sec-WebSocket-Protocol` list, in lower case.
    package var upgrades: [String]
    package var subprotocols: [String]

    package init(
        method: String = "GET",
        target: String,
        hosts: [String] = [],
        origins: [String] = [],
        cookies: [String] = [],
        upgrades: [String] = [],
        subprotocols: [String] = []
    ) {
        self.method = method
        self.target = target
        self.hosts = hosts
        self.origins = origins
        self.cookies = cookies
        self.upgrades = upgrades
        self.subprotocols = subprotocols
    }

    /// Takes the head of a request.
    package init(_ head: HTTPRequestHead) {
        self.init(
            method: head.method.rawValue, target: head.uri, hosts: head.headers["host"],
            origins: head.headers["origin"], cookies: head.headers["cookie"],
            upgrades: head.headers[canonicalForm: "upgrade"].map { $0.lowercased() },
            subprotocols: head.headers[canonicalForm: "sec-websocket-protocol"].map { $0.lowercased() })
    }

    /// The stage that the target names, below the path of a place.
    ///
    /// - Parameter path: What the target must begin with.
    /// - Returns: What names the stage; nil where nothing does.
    package func stage(below path: String) -> String? {
        guard target.hasPrefix(path) else { return nil }
        let rest = target.dropFirst(path.count)
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        return String(rest[..<slash])
    }
}
