import Foundation
import Testing

@testable import gavel

struct ConfigurationErrorTests {
    @Test("everything that is wrong is named with file, line, key and what to write instead")
    func everything() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try Configuration.decode(
                """
                profile: clinic-b
                theme: drak
                colour: red
                profiles:
                  clinic-a:
                    v4h:
                      url: http://v4h.example.org/v1
                      dialct: classic
                      domain: https://meet.example.org/
                      password: hunter2
                      password-command:
                    browser: firefox --private-window
                    refresh-interval: 2
                    read-only: perhaps
                    certificate-authority: /no/such/ca.pem
                  clinic-c:
                    proconf:
                      application-server: https://app.example.org
                      admin-control: https://admin.example.org/api
                      join-template: https://call.example.org/{room}
                  ../up: {}
                """,
                file: "/etc/gavel/config.yaml"
            )
        }
        #expect(
            error.description == """
                /etc/gavel/config.yaml:1: profile: “clinic-b” is no profile; write clinic-a
                /etc/gavel/config.yaml:2: theme: “drak” is no theme; write dark
                /etc/gavel/config.yaml:3: colour: is no known key; use one of profile, theme, log-level, keys, columns, \
                clipboard, notifications, mouse, profiles
                /etc/gavel/config.yaml:7: profiles.clinic-a.v4h.url: would send logins without encryption; \
                write https://v4h.example.org/v1 (http is for this machine only)
                /etc/gavel/config.yaml:8: profiles.clinic-a.v4h.dialct: is no known key; write dialect
                /etc/gavel/config.yaml:9: profiles.clinic-a.v4h.domain: “https://meet.example.org/” is no host; \
                write meet.example.org
                /etc/gavel/config.yaml:10: profiles.clinic-a.v4h.password: is not read, since a password in this file \
                could leak; remove it, and write password-command: [pass, show, …] or type it in the Session pane
                /etc/gavel/config.yaml:11: profiles.clinic-a.v4h.password-command: has no value; \
                write a list such as [pass, show, v4h]
                /etc/gavel/config.yaml:12: profiles.clinic-a.browser: is one text with blanks in it; \
                write program and arguments as a list: [firefox, --private-window]
                /etc/gavel/config.yaml:13: profiles.clinic-a.refresh-interval: “2” will not do; \
                write 5 to 3600 seconds, or 0 for never
                /etc/gavel/config.yaml:14: profiles.clinic-a.read-only: is neither true nor false; write true or false
                /etc/gavel/config.yaml:15: profiles.clinic-a.certificate-authority: “/no/such/ca.pem” is no file that \
                can be read; write the path of a PEM file
                /etc/gavel/config.yaml:19: profiles.clinic-c.proconf.admin-control: stands beside application-server; \
                keep the one that this console is to talk to
                /etc/gavel/config.yaml:20: profiles.clinic-c.proconf.join-template: has no {token}; \
                write one such as https://{domain}/{room}?jwt={token}
                /etc/gavel/config.yaml:21: profiles.../up: is no name for a profile; \
                use up to 64 letters, digits, dots, - and _
                /etc/gavel/config.yaml:21: profiles.../up: names no service; \
                write v4h: or proconf: below it, with the service's address
                """
        )
    }

    @Test("a wrong route, command, role or name is refused where it stands, and no escape sequence gets out")
    func parts() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try Configuration.decode(
                """
                profiles:
                  a:
                    v4h:
                      url: https://v.example
                      domain: m.example
                      dialect: "clasic\\e[2J"
                      user: "mar\\tia"
                      password-command: pass show v4h | head -1
                      routes: { guest: POST /sessions/guest, geust: GET /a }
                    proconf:
                      admin-control: https://admin.example
                      domain: c.example
                      roles: [owner, "", 3]
                      password-command: echo 'a
                """,
                file: "config.yaml"
            )
        }
        #expect(
            error.description == """
                config.yaml:6: profiles.a.v4h.dialect: “clasic␛[2J” is not known here; \
                write classic or session-manager-v1
                config.yaml:7: profiles.a.v4h.user: holds a control character; write the user name
                config.yaml:8: profiles.a.v4h.password-command: has “|”, which only a shell would act on; \
                quote it, or write [sh, -c, …]
                config.yaml:9: profiles.a.v4h.routes.geust: is no known key; write guest
                config.yaml:9: profiles.a.v4h.routes.guest: is wrong: The route “POST /sessions/guest” \
                does not say where the id goes: write {id} into the path; \
                write a method and a path such as POST /sessions/{id}/guest
                config.yaml:13: profiles.a.proconf.roles: has a role that is empty; \
                write a list such as [owner, member]
                config.yaml:14: profiles.a.proconf.password-command: has a ' that is not closed; \
                write a list such as [pass, show, v4h]
                """
        )
    }

    @Test("no part of a password that was written there gets into the report")
    func passwordStaysOut() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try Configuration.decode(
                "profiles: { a: { v4h: { url: https://v.example, domain: m.example, password: hunter2 } } }",
                file: "config.yaml"
            )
        }
        #expect(error.problems.count == 1)
        #expect(!error.description.contains("hunter2"))
    }

    @Test(
        "an address must be https, or http on this machine, and nothing but an address",
        arguments: [
            ("https://v4h.example.org/v1", true), ("http://127.0.0.1:8080", true), ("http://localhost:8080/v1", true),
            ("http://[::1]:8080", true), ("HTTPS://v4h.example.org", true), ("http://127.0.0.1.example.org", false),
            ("http://10.0.0.1", false), ("ftp://v4h.example.org", false), ("v4h.example.org", false),
            ("https://maria:secret@v4h.example.org", false), ("https://v4h.example.org?a=b", false),
            ("https://", false), ("https:///v1", false), ("file:///etc/passwd", false),
        ]
    )
    func addresses(url: String, isGood: Bool) {
        let text = "profiles: { a: { v4h: { url: \"\(url)\", domain: meet.example.org } } }"
        let configuration = try? Configuration.decode(text, file: "config.yaml")
        #expect((configuration != nil) == isGood)
    }

    @Test("what is not YAML is refused with the line", arguments: ["profiles: [", "- a", "profiles: 3", "a: 1\na: 2"])
    func notYAML(text: String) throws {
        let error = try #require(throws: ConfigurationError.self) {
            try Configuration.decode(text, file: "config.yaml")
        }
        #expect(error.problems.count == 1)
        #expect(error.description.hasPrefix("config.yaml"))
    }

    @Test("a profile is asked for by a name that exists, or the nearest is named")
    func selection() throws {
        let text = """
            profiles:
              clinic-a: { v4h: { url: https://v.example, domain: m.example } }
              clinic-b: { v4h: { url: https://v.example, domain: m.example } }
            """
        let configuration = try Configuration.decode(text, file: "config.yaml")
        #expect(try configuration.profile(named: "clinic-b")?.name == "clinic-b")
        let misspelt = try #require(throws: ConfigurationError.self) { try configuration.profile(named: "clinc-a") }
        #expect(misspelt.description == "config.yaml: profiles: has no “clinc-a”; use --profile clinic-a")
        #expect(throws: ConfigurationError.self) { try configuration.profile(named: nil) }
        let empty = try Configuration.decode("theme: dark", file: "config.yaml")
        #expect(try empty.profile(named: nil) == nil)
    }
}
