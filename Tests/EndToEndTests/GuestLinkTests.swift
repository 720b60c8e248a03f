import Foundation
import Testing

extension EndToEnd {
    @Suite("Guest links")
    struct GuestLinkTests {
        @Test(
            "a link is made and copied with three keys, and its token is masked until asked for",
            .timeLimit(.minutes(10)))
        func fromTheList() async throws {
            try await TerminalWindow.with { window in
                try await window.startGavel("demo")
                try await window.wait(for: "1 of 40")
                try await window.press("g", "Enter")
                try await window.wait(for: "Guest link ready.")
                try await window.press("y")
                let masked = try await window.wait(for: "The link was sent to the clipboard.")

                let link = try #require(try await window.clipboard())
                let token = try Self.token(of: link)
                #expect(link.hasPrefix("http://127.0.0.1:"))
                #expect(!masked.lines.joined().contains(token.signature), "a token is seen:\n\(masked)")

                try await window.press("v")
                let room = try #require(token.claims["room"] as? String)
                try await window.wait(until: "the whole link and its claims are to be seen") {
                    $0.lines.joined().contains(link) && $0.line(with: " Room ")?.contains(room) == true
                        && $0.contains("\"room\" : \"\(room)\"")
                }

                try await window.press("v")
                let hidden = try await window.wait(for: "v shows the link and the token in full")
                #expect(!hidden.lines.joined().contains(token.signature), "a token is seen:\n\(hidden)")
            }
        }

        @Test("a link is made after the access token was renewed", .timeLimit(.minutes(10)))
        func afterRenewal() async throws {
            try await TerminalWindow.with { window in
                try await window.startGavel("demo", "--token-lifetime", "10")
                try await window.wait(for: "1 of 40")
                try await window.wait(for: "renewed ")
                try await window.press("Enter")
                try await window.wait(for: "Recording and evidence")
                try await window.press("g", "Enter")
                try await window.wait(for: "Guest link ready.")
                try await window.press("y")
                try await window.wait(for: "The link was sent to the clipboard.")
                _ = try Self.token(of: try #require(try await window.clipboard()))
            }
        }

        /// The claims and the signature of the token in a link.
        private static func token(of link: String) throws -> (claims: [String: Any], signature: String) {
            let items = URLComponents(string: link)?.queryItems ?? []
            let token = try #require(items.first { $0.name == "jwt" }?.value, "no token in \(link)")
            let parts = token.split(separator: ".").map(String.init)
            try #require(parts.count == 3, "\(token)")
            let base64 = parts[1].replacing("-", with: "+").replacing("_", with: "/")
            let padded = base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4)
            let claims = try JSONSerialization.jsonObject(with: try #require(Data(base64Encoded: padded)))
            return (try #require(claims as? [String: Any]), parts[2])
        }
    }
}
