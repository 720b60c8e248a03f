import Console
import Foundation
import Gateway
import Meetings
import PrivateFiles
import Stage
import TestSupport
import Testing
import Yams

@testable import gavel

@Suite("The gateway's configuration")
struct GatewaySettingsTests {
    private static let least = "admin-control: https://admin.example.org/api\n"

    @Test("the least configuration is an address, and all else is as it is usually")
    func least() throws {
        let settings = try decode(GatewaySettingsTests.least)
        #expect(
            settings.gateway
                == GatewayConfiguration(adminControl: try #require(URL(string: "https://admin.example.org/api"))))
        #expect(settings.accessLog == .standardOutput && settings.logLevel == .notice)
        #expect(settings.state.path == "/state/gavel/gateway")
    }

    @Test("every key is read")
    func everything() throws {
        let settings = try decode(
            """
            listen: "[::]:443"
            admin-control: http://127.0.0.1:9000/api
            object-store: https://store.example.org/s/
            public-url: https://Gateway.example.org/
            meeting-origins: [https://Meet.example.org]
            state: ../var
            access-log: logs/access.jsonl
            log-level: debug
            roles: [host, guest]
            member-role: guest
            origins: [https://App.example.org:8443, "http://localhost:3000"]
            trusted-proxies: [10.0.0.0/8, "::1"]
            metrics-readers: [192.0.2.7]
            upstream-timeout: 1
            features-lifetime: 0
            access-lifetime: 61
            refresh-lifetime: 62
            login-lifetime: 63
            drain-time: 2
            body-bytes: 1024
            head-bytes: 2048
            request-time: 3
            idle-time: 4
            answer-time: 5
            connections: 6
            connections-per-address: 7
            tries-per-address: 8
            address-recovery: 9
            failures-per-user: 10
            user-recovery: 11
            """)
        var expected = GatewayConfiguration(adminControl: try #require(URL(string: "http://127.0.0.1:9000/api")))
        (expected.address, expected.port) = ("::", 443)
        expected.objectStore = URL(string: "https://store.example.org/s/")
        expected.publicOrigin = MeetingOrigin("https://gateway.example.org")
        expected.meetingOrigins = [try #require(MeetingOrigin("https://meet.example.org"))]
        (expected.roles, expected.memberRole) = (["host", "guest"], "guest")
        expected.origins = ["https://app.example.org:8443", "http://localhost:3000"]
        expected.trustedProxies = [try #require(AddressRange("10.0.0.0/8")), .loopback6]
        expected.metricsReaders = [try #require(AddressRange("192.0.2.7"))]
        (expected.upstreamTimeout, expected.featuresLifetime) = (.seconds(1), .zero)
        (expected.accessLifetime, expected.refreshLifetime, expected.loginLifetime) =
            (.seconds(61), .seconds(62), .seconds(63))
        (expected.limits.drainTime, expected.limits.bodyBytes, expected.limits.headBytes) = (.seconds(2), 1024, 2048)
        (expected.limits.requestTime, expected.limits.idleTime, expected.limits.answerTime) =
            (.seconds(3), .seconds(4), .seconds(5))
        (expected.limits.connections, expected.limits.connectionsPerAddress) = (6, 7)
        (expected.signInLimits.triesPerAddress, expected.signInLimits.addressRecovery) = (8, 9)
        (expected.signInLimits.failuresPerUser, expected.signInLimits.userRecovery) = (10, 11)
        #expect(settings.gateway == expected)
        #expect(settings.accessLog == .file("/etc/gavel/logs/access.jsonl") && settings.logLevel == .debug)
        #expect(settings.state.path == "/etc/gavel/../var")
    }

    @Test("an object store is an address that files can lie below, however it is read")
    func objectStore() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try decode("admin-control: https://a.example\nobject-store: https://store.example.org/a/%2e%2e/b")
        }
        #expect(error.description.contains("gateway.yaml:2: object-store: must end with its path"))
    }

    @Test("everything that is wrong is named with file, line, key and what to write instead")
    func wrong() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try decode(
                """
                listen: 0.0.0.0:8787
                admin-control: http://admin.example.org/api
                object-store: https://maria:secret@store.example.org
                users: { maria: hunter2 }
                secret: hunter2
                acess-log: none
                log-level: loud
                roles: [owner, guest, ""]
                origins: ["*", https://app.example.org/path]
                trusted-proxy: 127.0.0.1
                metrics-readers: [10.0.0.1/8]
                access-lifetime: 700
                refresh-lifetime: 600
                drain-time: -1
                body-bytes: 16385
                """)
        }
        #expect(
            error.description == """
                /etc/gavel/gateway.yaml:1: listen: would let passwords cross a network in the clear; \
                write 127.0.0.1:8787, or trusted-proxies: and the addresses of what speaks TLS in front
                /etc/gavel/gateway.yaml:2: admin-control: would send logins without encryption; \
                write https://admin.example.org/api (http is for this machine only)
                /etc/gavel/gateway.yaml:3: object-store: has a login in the address; remove it
                /etc/gavel/gateway.yaml:4: users: is not read, since users are not kept in this file; \
                remove it, and run gavel gateway user add
                /etc/gavel/gateway.yaml:5: secret: is not read, since a key in this file could leak; \
                remove it: gavel gateway makes a key, and gavel gateway key rotate another
                /etc/gavel/gateway.yaml:6: acess-log: is no known key; write access-log
                /etc/gavel/gateway.yaml:7: log-level: “loud” is not known here; write debug or info or notice or \
                warning or error
                /etc/gavel/gateway.yaml:8: roles: has a role that is empty; write a list such as [owner, member]
                /etc/gavel/gateway.yaml:8: roles: has no “member”, which those have who join by name only; \
                add it, or write member-role: and one of the roles
                /etc/gavel/gateway.yaml:9: origins: has “*”, which is no origin such as https://app.example.org; \
                write a list such as [https://app.example.org], without a path
                /etc/gavel/gateway.yaml:9: origins: has “https://app.example.org/path”, which is no origin such as \
                https://app.example.org; write a list such as [https://app.example.org], without a path
                /etc/gavel/gateway.yaml:10: trusted-proxy: is no known key; write trusted-proxies
                /etc/gavel/gateway.yaml:11: metrics-readers: has “10.0.0.1/8”, which is no address or network; \
                write a list such as [127.0.0.1, 10.0.0.0/8, "2001:db8::/32"]
                /etc/gavel/gateway.yaml:12: access-lifetime: makes access-lifetime longer than refresh-lifetime, \
                which is 600; write no more for access-lifetime than for refresh-lifetime
                /etc/gavel/gateway.yaml:14: drain-time: “-1” will not do; write 0 to 300
                /etc/gavel/gateway.yaml:15: body-bytes: “16385” will not do; write 256 to 16384
                """)
        #expect(!error.description.contains("hunter2"))
        #expect(!error.description.contains("maria:secret"))
    }

    @Test(
        "an address to listen on is one in numbers with a port, and on this machine unless something stands in front",
        arguments: [
            ("127.0.0.1:8787", true), ("127.8.9.1:0", true), ("\"[::1]:8787\"", true), ("0.0.0.0:8787", false),
            ("192.0.2.1:80", false), ("\"[::]:80\"", false), ("localhost:80", false), ("127.0.0.1", false),
            ("127.0.0.1:65536", false), ("\":80\"", false), ("\"::1:80\"", false), ("8787", false), ("[127, 0]", false),
        ])
    func listening(place: String, isGood: Bool) {
        #expect(((try? decode(GatewaySettingsTests.least + "listen: \(place)\n")) != nil) == isGood)
        let isAddress = place.contains("0.0.0.0") || place.contains("192.0") || place.contains("[::]")
        let behind = GatewaySettingsTests.least + "trusted-proxies: [10.0.0.1]\nlisten: \(place)\n"
        #expect(((try? decode(behind)) != nil) == (isGood || isAddress))
    }

    @Test("those who join by name only are never owners, and have a role that there is")
    func memberRole() {
        for lines in ["member-role: owner", "member-role: guest", "roles: [owner, guest]"] {
            #expect(throws: ConfigurationError.self) { try decode(GatewaySettingsTests.least + lines) }
        }
        #expect((try? decode(GatewaySettingsTests.least + "roles: [owner, guest]\nmember-role: guest")) != nil)
    }

    @Test("every key of the table is read: a value of another kind is refused under its name")
    func kinds() {
        for key in ConfigurationDocument.gateway.keys {
            let problems = self.problems(of: text(with: key, "{ x: y }"))
            #expect(
                problems.count == 1 && problems.allSatisfy { $0.hasPrefix("\(key.name): ") }, "\(key.name): \(problems)"
            )
        }
    }

    @Test("what holds without a key is what the table says, and what the table allows is taken")
    func usual() throws {
        for key in ConfigurationDocument.gateway.keys {
            if let usual = key.usual {
                #expect(try decode(text(with: key, usual)) == decode(GatewaySettingsTests.least), "\(key.name)")
            }
            switch key.value {
            case .number(let range):
                for number in [range.lowerBound - 1, range.upperBound + 1] {
                    #expect(problems(of: text(with: key, "\(number)")).count == 1, "\(key.name)")
                }
                // Of the times that are in order both ends would not do with the usual ones.
                guard !key.name.hasSuffix("-lifetime") else { continue }
                for number in [range.lowerBound, range.upperBound] {
                    #expect(problems(of: text(with: key, "\(number)")) == [], "\(key.name)")
                }
            case .choice(let words):
                for word in words { #expect(problems(of: text(with: key, word)) == [], "\(key.name)") }
            default: continue
            }
        }
        #expect(
            problems(of: "log-level: info") == [
                "admin-control: is missing; write admin-control: https://admin.example.org/api"
            ])
    }

    @Test("the schema takes what the decoder takes, and refuses what it refuses")
    func schema() throws {
        let schema = ConfigurationSchema.schema(of: .gateway)
        var texts = [
            ConfigurationReference.text(of: .gateway), GatewaySettingsTests.least, "log-level: info", "users: {}",
        ]
        for key in ConfigurationDocument.gateway.keys {
            texts += [text(with: key, "{ x: y }"), text(with: key, key.example)]
            if case .number(let range) = key.value {
                texts += [range.lowerBound - 1, range.upperBound + 1].map { text(with: key, "\($0)") }
            }
        }
        for text in texts {
            // Only the decoder looks for the file.
            guard !text.contains("\ncertificate-authority: clinic") else { continue }
            let document = JSONValue(yaml: try Yams.load(yaml: text))
            let problems = self.problems(of: text)
            let complaint = SchemaCheck.complaint(about: document, schema)
            #expect(problems.isEmpty == (complaint == nil), "\(text)\n\(problems)\n\(complaint ?? "none")")
        }
    }

    private func decode(_ text: String) throws(ConfigurationError) -> GatewaySettings {
        try GatewaySettings.decode(text, file: "/etc/gavel/gateway.yaml", environment: ["XDG_STATE_HOME": "/state"])
    }

    private func text(with key: ConfigurationKey, _ value: String) -> String {
        (key.isRequired ? "" : GatewaySettingsTests.least) + "\(key.name): \(value)\n"
    }

    /// The problems of a configuration, without file and line.
    private func problems(of text: String) -> [String] {
        do throws(ConfigurationError) {
            _ = try decode(text)
            return []
        } catch {
            return error.problems.map { "\($0.key ?? ""): \($0.reason); \($0.remedy)" }
        }
    }
}
