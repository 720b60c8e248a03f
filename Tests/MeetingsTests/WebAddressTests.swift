import Meetings
import TestSupport
import Testing

@Suite("An address to be opened or copied")
struct WebAddressTests {
    @Test(
        "is https, or http on this machine",
        arguments: [
            "https://meet.example/r?jwt=a.b-c_d", "HTTPS://Meet.Example", "https://meet.example:8443/r#x=%22A%22",
            "https://192.0.2.7/r", "https://[2001:db8::1]:8443/", "https://xn--mller-kva.example/",
            "https://a_b.example./",
            "http://localhost:8080/r", "http://127.0.0.1:80/", "http://127.9.9.9", "http://[::1]/",
            "http://x.localhost/",
            "https://a.example/%E2%80%AE/;p=1,2?x[]=1&y=(z)!*'$@:",
        ])
    func good(text: String) throws {
        #expect(try WebAddress(text).reveal() == text)
    }

    @Test(
        "is nothing else: each is refused for what is wrong with it",
        arguments: [
            ("", .noAddress), ("meet.example/r", .noAddress), ("/r?jwt=t", .noAddress),
            ("https:/a.example", .noAddress),
            ("javascript:alert(1)", .scheme), ("file:///etc/passwd", .scheme), ("data:text/html,x", .scheme),
            ("ftp://a.example/", .scheme), ("-https://a.example/", .scheme),
            ("--new-window=https://a.example", .scheme),
            ("http://meet.example/r", .scheme), ("http://127.0.0.1.evil.example/", .scheme),
            ("http://10.0.0.1/", .scheme),
            ("http://localhost.evil.example/", .scheme), ("http://127.evil.example/", .scheme),
            ("https:///r", .noHost), ("https://?jwt=t", .noHost),
            ("https://meet.example@evil.example/", .user), ("https://u:p@a.example/", .user),
            ("https://@a.example/", .user),
            ("https://a.example:/", nil), ("https://a.example:0/", .host), ("https://a.example:70000/", .host),
            ("https://a.example:80:80/", .host), ("https://a..example/", .host), ("https://-a.example/", .host),
            ("https://a-.example/", .host), ("https://%61.example/", .host),
            ("https://a.example%00.evil.example/", .host),
            ("https://2130706433/", .host), ("https://0x7f.1/", .host), ("https://127.1/", .host),
            ("https://010.0.0.1/", .host),
            ("https://[::1/", .host), ("https://[x]/", .host), ("https://[fe80::1%25eth0]/", .host),
            ("https://./", .host),
            ("https://a.example/ b", .character), (" https://a.example/", .character),
            ("https://a.example/\n", .character),
            ("https://a.example\\@evil.example/", .character), ("https://a.example/`id`", .character),
            ("https://a.example/<x>", .character), ("https://a.example/\u{1B}[2J", .character),
            ("https://a.example/\u{9B}2J", .character), ("https://а.example/", .character),
            ("https://a.example/\u{202E}", .character), ("https://a.example/{x}|\"^", .character),
        ] as [(String, WebAddress.Flaw?)])
    func bad(text: String, flaw: WebAddress.Flaw?) {
        #expect { _ = try WebAddress(text) } throws: { error in
            (error as? WebAddress.Flaw).map { $0 == flaw ?? .host } ?? false
        }
    }

    @Test("is no longer than a browser takes")
    func long() throws {
        let text = "https://a.example/" + String(repeating: "x", count: WebAddress.longest - 18)
        #expect(try WebAddress(text).reveal() == text)
        #expect(throws: WebAddress.Flaw.tooLong) { try WebAddress(text + "x") }
    }

    @Test("prints as a secret does, since there is a token in it")
    func printing() {
        let address: WebAddress = "https://a.example/r?jwt=tr0ub4dor"
        var dumped = ""
        dump([address], to: &dumped)
        #expect("\(address)" == "•••" && address.debugDescription == "•••" && !dumped.contains("tr0ub4dor"))
    }

    @Test("whatever is made of attacks, what passes is harmless")
    func random() {
        var hostile = HostileText(seed: 2)
        var passed = 0
        let pieces = [
            "https://", "http://", "a.example", "127.0.0.1", "@", ":", "/", "?", "#", "-", "[", "]", "%", ".", "\\",
            " ",
        ]
        for _ in 0..<20_000 {
            var text = ["https://", "http://", "//", ""].randomElement(using: &hostile.random) ?? ""
            for _ in 0..<Int.random(in: 0...5, using: &hostile.random) {
                text += pieces.randomElement(using: &hostile.random) ?? ""
                if Int.random(in: 0...5, using: &hostile.random) == 0 { text += hostile.next(mostPieces: 2) }
            }
            guard let address = try? WebAddress(text).reveal() else { continue }
            passed += 1
            #expect(address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
            #expect(!address.hasPrefix("-") && !address.contains("\\") && address.hasPrefix("http"))
            let authority = address.drop { $0 != "/" }.dropFirst(2).prefix { !"/?#".contains($0) }
            #expect(!authority.isEmpty && !authority.contains("@") && !authority.contains("%"))
            #expect(address.hasPrefix("https://") || authority.hasPrefix("127.0.0.1"))
        }
        #expect(passed > 100)
    }
}
