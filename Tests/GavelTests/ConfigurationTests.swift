import Console
import Foundation
import Login
import Services
import Terminal
import Testing

@testable import gavel

struct ConfigurationTests {
    @Test("every key of the reference is read")
    func reading() throws {
        let configuration = try Configuration.decode(
            """
            profile: clinic-a
            theme: dark
            log-level: info
            profiles:
              clinic-a:
                v4h:
                  url: https://v4h.example.org/v1
                  dialect: session-manager-v1
                  domain: meet.example.org
                  user: maria
                  password-command: [pass, show, v4h]
                  remember-login: true
                  organisation: "12"
                  organisation-unit: 3
                  conference-profile: "1"
                  skin: blue
                  routes: { guest: "POST /sessions/{id}/invite" }
                proconf:
                  admin-control: https://admin.example.org/api
                  domain: call.example.org
                  roles: [owner, nurse]
                  join-template: https://{domain}/call/{room}#{token}
                  user: mario
                  password-command: pass show "pro conf"
                browser: [firefox, --private-window]
                refresh-interval: 10
                read-only: true
                theme: high-contrast
              clinic-b:
                proconf:
                  application-server: http://localhost:3000
                  domain: call.example.org
                refresh-interval: 0
            """,
            file: "/etc/gavel/config.yaml"
        )
        #expect(configuration.theme == "dark" && configuration.logLevel == .info)
        #expect(configuration.profiles.map(\.name) == ["clinic-a", "clinic-b"])

        let profile = try #require(try configuration.profile(named: nil))
        #expect(profile.v4h?.isRemembered == true && profile.proconf?.isRemembered == false)
        #expect(profile.name == "clinic-a")
        #expect(profile.browser == ["firefox", "--private-window"])
        #expect(profile.refreshInterval == 10)
        #expect(profile.isReadOnly && profile.theme == "high-contrast")

        let v4h = try #require(profile.v4h)
        #expect(v4h.user == "maria")
        #expect(v4h.passwordCommand?.arguments == ["pass", "show", "v4h"])
        #expect(v4h.deployment.baseURL.absoluteString == "https://v4h.example.org/v1")
        #expect(v4h.deployment.dialect == .sessionManagerV1)
        #expect(v4h.deployment.domain == "meet.example.org")
        #expect(v4h.deployment.organisation == "12")
        #expect(v4h.deployment.organisationUnit == "3")
        #expect(v4h.deployment.profile == "1")
        #expect(v4h.deployment.skin == "blue")
        #expect(v4h.deployment.routes.mapValues(\.text) == [.guest: "POST /sessions/{id}/invite"])

        let proconf = try #require(profile.proconf)
        let admin = try #require(URL(string: "https://admin.example.org/api"))
        #expect(proconf.deployment.server == .adminControl(admin))
        #expect(proconf.deployment.roles == ["owner", "nurse"])
        #expect(proconf.deployment.joinTemplate == "https://{domain}/call/{room}#{token}")
        #expect(proconf.passwordCommand?.arguments == ["pass", "show", "pro conf"])
    }

    @Test("what is left out has a default that a person would expect")
    func defaults() throws {
        let configuration = try Configuration.decode(
            """
            profiles:
              only:
                v4h: { url: https://v4h.example.org/v1, domain: meet.example.org }
                proconf: { application-server: "http://localhost:3000", domain: call.example.org }
                refresh-interval: 0
                browser: firefox
            """,
            file: "config.yaml"
        )
        #expect(configuration.theme == "default")
        let profile = try #require(try configuration.profile(named: nil))
        #expect(profile.name == "only", "a single profile needs no choice")
        #expect(profile.refreshInterval == nil)
        #expect(profile.browser == ["firefox"])
        #expect(!profile.isReadOnly)
        #expect(profile.v4h?.deployment.dialect == .classic)
        #expect(profile.v4h?.deployment.routes.isEmpty == true)
        #expect(profile.proconf?.deployment.roles == ["owner", "member"])
        #expect(profile.proconf?.deployment.joinTemplate == "https://{domain}/{room}?jwt={token}")
    }

    @Test("the folder is XDG's where that is absolute, and ~/.config otherwise")
    func folder() {
        let asked = ConfigurationFolder(environment: ["XDG_CONFIG_HOME": "/srv/settings", "HOME": "/home/maria"])
        #expect(asked.file(of: .console) == "/srv/settings/gavel/config.yaml")
        let relative = ConfigurationFolder(environment: ["XDG_CONFIG_HOME": "settings", "HOME": "/home/maria"])
        #expect(relative.file(of: .console) == "/home/maria/.config/gavel/config.yaml")
    }

    @Test("no file is no error unless one was asked for by name")
    func missing() throws {
        try withTemporaryFolder { folder in
            #expect(try Configuration.load(file: nil, environment: ["XDG_CONFIG_HOME": folder]) == nil)
            let error = try #require(throws: ConfigurationError.self) {
                try Configuration.load(file: folder + "/mine.yaml", environment: [:])
            }
            #expect(error.description.hasPrefix("\(folder)/mine.yaml: is not there; "))
        }
    }

    @Test("a folder, or bytes that are no text, are refused")
    func unreadable() throws {
        try withTemporaryFolder { folder in
            #expect(throws: ConfigurationError.self) { try Configuration.load(file: folder, environment: [:]) }
            let file = folder + "/binary.yaml"
            try Data([0xFF, 0xFE, 0x00, 0xD8]).write(to: URL(fileURLWithPath: file))
            let error = try #require(throws: ConfigurationError.self) {
                try Configuration.load(file: file, environment: [:])
            }
            #expect(error.description.contains("UTF-8"))
        }
    }

    @Test("a theme of the operator's own is found beside the file, before a built-in one of the same name")
    func ownThemes() throws {
        try withTemporaryFolder { root in
            let folder = root + "/gavel"
            try FileManager.default.createDirectory(atPath: folder + "/themes", withIntermediateDirectories: true)
            try "key: { fg: red }".write(toFile: folder + "/themes/ward.yaml", atomically: true, encoding: .utf8)
            try "key: { fg: rot }".write(toFile: folder + "/themes/dark.yaml", atomically: true, encoding: .utf8)
            try "theme: ward".write(toFile: folder + "/config.yaml", atomically: true, encoding: .utf8)
            let environment = ["XDG_CONFIG_HOME": root]
            let configuration = try #require(try Configuration.load(file: nil, environment: environment))
            let themes = ConfigurationFolder(environment: environment)
            #expect(
                themes.themeNames == [
                    "dark", "ward", "default", "light", "high-contrast", "colour-blind", "monochrome",
                ])
            #expect(try themes.theme(named: configuration.theme).name == "ward")
            #expect(try themes.theme(named: "light").name == "light")
            let wrong = try #require(throws: ThemeError.self) { try themes.theme(named: "dark") }
            #expect(wrong.description.hasPrefix("\(folder)/themes/dark.yaml:1: key.fg: “rot” is no colour; "))
            let missing = try #require(throws: ThemeError.self) { try themes.theme(named: "lihgt") }
            #expect(missing.description.hasSuffix("use light"))
        }
    }

    @Test("paths are relative to the file, and ~ is the operator's home")
    func certificateAuthority() throws {
        try withTemporaryFolder { folder in
            try CertificateExample.pem.write(toFile: folder + "/ca.pem", atomically: true, encoding: .utf8)
            let text = """
                profiles:
                  a: { v4h: { url: https://v.example, domain: m.example }, certificate-authority: ca.pem }
                """
            let configuration = try Configuration.decode(text, file: folder + "/config.yaml")
            #expect(configuration.profiles.first?.certificateAuthorityFile == folder + "/ca.pem")
        }
    }

    @Test("a file that cannot be trusted by is refused at the start, with file and key")
    func unusableCertificateAuthority() throws {
        let pem = CertificateExample.pem
        let cases = [
            ("", "is empty"), ("hello", "holds no certificate in PEM form"),
            (String(pem.prefix(pem.count / 2)), "holds a certificate that is cut or damaged"),
            (pem.replacing("MII", with: "AAA"), "holds a certificate that is cut or damaged"),
            (pem + pem.replacing("\n-----END", with: "!\n-----END"), "holds a certificate that is cut or damaged"),
            (pem.replacing("CERTIFICATE", with: "PRIVATE KEY"), "holds a key, and no certificate"),
        ]
        try withTemporaryFolder { folder in
            let text = """
                profiles:
                  a:
                    v4h: { url: https://v.example, domain: m.example }
                    certificate-authority: ca.pem
                """
            for (content, complaint) in cases {
                try content.write(toFile: folder + "/ca.pem", atomically: true, encoding: .utf8)
                let error = try #require(throws: ConfigurationError.self) {
                    try Configuration.decode(text, file: folder + "/config.yaml")
                }
                #expect(
                    error.description
                        == "\(folder)/config.yaml:4: profiles.a.certificate-authority: “\(folder)/ca.pem” \(complaint); "
                        + "write the path of a PEM file with the authority's certificate")
            }
        }
    }

    @Test("no key turns a check of certificates off")
    func noSwitch() throws {
        for key in ["insecure", "verify", "tls-verify", "ssl-verify", "skip-tls-verify", "certificate-check"] {
            let text = "profiles: { a: { v4h: { url: https://v.example, domain: m.example }, \(key): false } }"
            let error = try #require(throws: ConfigurationError.self) {
                try Configuration.decode(text, file: "/c.yaml")
            }
            #expect(error.description.contains(key))
        }
    }
}

/// Runs a test in a folder that is removed afterwards.
private func withTemporaryFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gavel-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
}
