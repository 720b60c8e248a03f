extension ConfigurationTable {
    /// The keys of `gateway.yaml`.
    static let gateway = places + rights + times + limits

    private static let places = [
        key(
            "listen", .text, "127.0.0.1:8787", remark: "an address in numbers, and a port", usual: "127.0.0.1:8787",
            """
            The address and the port to listen on, such as 127.0.0.1:8787 or "[::1]:8787"; port 0 is a free one. An \
            address that other machines reach is taken only with trusted-proxies, since passwords must not cross a \
            network in the clear: what stands in front speaks TLS.
            """),
        ConfigurationKey(
            section: .gateway, name: "admin-control", value: .text, example: "https://admin.example.org/api",
            isRequired: true, summary: "The address of ProCONF's Admin Control: https, or http on this machine."),
        key(
            "object-store", .text, "https://store.example.org/summaries/", remark: "where Admin Control puts summaries",
            """
            The address below which the files of summaries lie, which are fetched by GET; Admin Control names them. \
            Without it, and for what lies elsewhere, there are no summaries.
            """),
        ConfigurationKey(
            section: .gateway, name: "certificate-authority", value: .text, example: "clinic-ca.pem",
            remark: "trusted besides the system's; relative to this file", isAside: true,
            summary: "A file in PEM form with certificates that are trusted besides those of the system."),
        key(
            "public-url", .text, "https://gateway.example.org", remark: "where browsers reach it; for stages",
            """
            The address at which browsers reach the gateway, without a path: https, or http on this machine. With it \
            the gateway serves the pages of the stages that consoles open here, so that no ssh -L is needed. Without \
            it, it carries none.
            """),
        key(
            "state", .text, "/var/lib/gavel/gateway", remark: "the folder of users.json and keys.json",
            """
            The folder with the users and the keys, which is its owner's alone; a path that is not absolute begins at \
            this file's folder. Without it, it is gateway in $XDG_STATE_HOME/gavel, which is ~/.local/state/gavel where \
            that is not set. Gateways that stand for one another have the same files.
            """),
        key(
            "access-log", .text, "stdout", remark: "stdout, none, or a file", usual: "stdout",
            """
            Where a line of JSON is written for each request: standard output, nowhere, or a file, which SIGHUP opens \
            anew. A path that is not absolute begins at this file's folder.
            """),
        key(
            "log-level", .choice(LogLevel.allCases.map(\.rawValue)), "notice",
            remark: "debug, info, notice, warning or error", usual: LogLevel.usual.rawValue,
            "The least that is written to the log, which is standard error."),
    ]

    private static let rights = [
        key(
            "roles", .list, "[owner, member]", remark: "what users may be given", usual: "[owner, member]",
            "The roles that Admin Control knows."),
        key(
            "member-role", .text, "member", remark: "for those who join by name only", usual: "member",
            "The role of those who join by name only: one of the roles, and not owner."),
        key(
            "origins", .list, "[https://app.example.org]", remark: "whose pages may call (CORS)",
            "The origins whose pages may call from a browser. Without it none may."),
        key(
            "meeting-origins", .list, "[https://meet.example.org]", remark: "whose meetings stages may open",
            """
            The origins of the deployments whose meetings may be opened on stages: their script runs under the \
            gateway's public address. It has to be there where public-url is.
            """),
        key(
            "trusted-proxies", .list, "[10.0.0.5]", remark: "addresses that say whom they call for",
            """
            Addresses, or networks such as 10.0.0.0/24, of what stands in front, and of nothing else: what they write \
            into X-Forwarded-For is believed, of others it is not.
            """),
        key(
            "metrics-readers", .list, "[127.0.0.0/8, \"::1\"]", remark: "addresses that may read /metrics",
            usual: "[127.0.0.0/8, \"::1\"]", "Addresses, or networks, that may read /metrics."),
    ]

    private static let times = [
        number(
            "upstream-timeout", 1...60, 10, remark: "in seconds, like all times here",
            "How many seconds Admin Control has for one answer."),
        number(
            "features-lifetime", 0...3600, 10, remark: "of what /callConfig said last",
            "How many seconds what Admin Control says of its features is told again without asking."),
        number(
            "access-lifetime", 60...86_400, 600, remark: "of an access token",
            "How many seconds an access token is good for."),
        number(
            "refresh-lifetime", 60...2_592_000, 43_200, remark: "of a login that is not renewed",
            "How many seconds a login lasts that is not renewed."),
        number(
            "login-lifetime", 60...31_536_000, 604_800, remark: "of a login, however often it is renewed",
            "How many seconds a login lasts at most, however often it is renewed."),
        number(
            "drain-time", 0...300, 15, remark: "for what is under way at the end",
            "How many seconds a gateway that is asked to end waits for what is under way."),
    ]

    private static let limits = [
        number("body-bytes", 256...16_384, 16_384, "The most bytes of a request's body."),
        number("head-bytes", 1024...65_536, 16_384, "The most bytes of a request's head."),
        number(
            "request-time", 1...300, 10, remark: "for a request to come in",
            "How many seconds a request may take to come in."),
        number(
            "idle-time", 1...3600, 75, remark: "between requests",
            "How many seconds a connection may be silent between requests."),
        number(
            "answer-time", 1...300, 30, remark: "for an answer to be taken",
            "How many seconds an answer may take to be taken."),
        number("connections", 1...65_536, 4096, "The most connections at once."),
        number(
            "connections-per-address", 1...65_536, 256,
            "The most connections at once from one address that is no trusted proxy."),
        number(
            "tries-per-address", 1...10_000, 20, remark: "logins in a row",
            "How often somebody may try to log in from one address before waiting."),
        number(
            "address-recovery", 1...3600, 6, remark: "until there is one more",
            "After how many seconds an address has one more try."),
        number(
            "failures-per-user", 1...1000, 8, remark: "failed logins in a row, from one network",
            """
            How often a login of one user may fail from one network before waiting; from all networks together it may \
            four times as often.
            """),
        number(
            "user-recovery", 1...3600, 30, remark: "until one is forgotten",
            "After how many seconds one failure of a user is forgotten."),
    ]

    private static func key(
        _ name: String,
        _ value: ConfigurationValue,
        _ example: String,
        remark: String? = nil,
        usual: String? = nil,
        _ summary: String
    ) -> ConfigurationKey {
        ConfigurationKey(
            section: .gateway, name: name, value: value, example: example, remark: remark, usual: usual,
            summary: summary)
    }

    private static func number(
        _ name: String,
        _ range: ClosedRange<Int>,
        _ usual: Int,
        remark: String? = nil,
        _ summary: String
    ) -> ConfigurationKey {
        key(
            name, .number(range), "\(usual)",
            remark: ["\(range.lowerBound) to \(range.upperBound)", remark].compactMap(\.self).joined(separator: ", "),
            usual: "\(usual)", summary)
    }
}
