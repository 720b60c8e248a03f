import Foundation
package import Meetings
import Synchronization

/// The door of one stage: who gets the page, and whose WebSocket is taken.
///
/// - The path holds 128 random bits that name the stage, and its address a secret of 256 bits that is good once.
///   Whoever comes with it first gets a cookie of 256 bits, and is sent on to the page, so that the secret leaves the
///   address bar.
/// - A new secret makes the old one void if it was not used. `HEAD` uses up none.
/// - The newest two cookies are good: a second browser that has been given a new address does not throw the first one
///   out by looking. It does so by taking the stage over (``keepOnly(_:)``); then the first one's cookie is void, so
///   that who has got hold of an address before its operator loses the stage to the operator's next address.
/// - Secrets are compared in a time that does not tell how much of them is right.
package final class StageDoor: Sendable {
    /// A browser that has come in.
    package struct Browser: Hashable, Sendable {
        fileprivate let number: Int
    }

    private struct State {
        var secret: Secret?
        var cookies: [(browser: Browser, value: Secret)] = []
        var lastBrowser = 0
    }

    private static let cookieName = "gavel-stage"

    /// The most browsers whose cookies are good.
    private static let mostBrowsers = 2

    /// What the page and gavel speak over the WebSocket.
    package static let subprotocol = "gavel-stage.1"

    /// What names the stage in paths.
    package let stage = StageDoor.randomText(bytes: 16)

    private let place: StagePlace
    private let meeting: MeetingOrigin
    private let state = Mutex(State())

    /// Makes a door that nobody can come in by, until there is a secret.
    ///
    /// - Parameters:
    ///   - place: Where it is.
    ///   - meeting: The one origin that the page may load scripts and frames of.
    package init(_ place: StagePlace, meeting: MeetingOrigin) {
        self.place = place
        self.meeting = meeting
    }

    /// The path of the page.
    package var path: String { "\(place.path)\(stage)/" }

    /// Makes a new secret, which is good once; the one before is good no more.
    package func freshSecret() -> Secret {
        let secret = Secret(StageDoor.randomText(bytes: 32))
        state.withLock { $0.secret = secret }
        return secret
    }

    /// Lets no browser in but one of those that are.
    package func keepOnly(_ browser: Browser) {
        state.withLock { state in state.cookies.removeAll { $0.browser != browser } }
    }

    /// Random text for an address or a cookie (base64url: RFC 4648, section 5).
    private static func randomText(bytes count: Int) -> String {
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        return Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }
}

extension StageDoor {
    /// Answers a request for anything but the WebSocket.
    ///
    /// - Parameter request: The request.
    /// - Returns: The answer.
    package func answer(_ request: DoorRequest) -> DoorAnswer {
        guard let authority = authority(of: request) else {
            return .notice(
                421, "This is not the address of the stage.", "Open it by localhost or 127.0.0.1, as gavel shows it.")
        }
        guard request.target.hasPrefix(path) else { return .nothing }
        guard ["GET", "HEAD"].contains(request.method) else { return .wrongMethod }
        let name = String(request.target.dropFirst(path.count))
        if let part = StagePart(rawValue: name) {
            guard browser(of: request) != nil else {
                return .notice(
                    403, "This browser is not let in.", "Ask gavel for a new address, and open it in this browser.")
            }
            return .part(part.bytes, type: part.type, meeting: meeting, socket: socketOrigin(authority))
        }
        if name == "socket" { return socketRefusal(of: request) }
        return enter(name, request)
    }

    /// Whether a request may have the WebSocket.
    ///
    /// - Parameter request: The request.
    /// - Returns: Whose tab it is; nil where ``answer(_:)`` says why not.
    package func admit(_ request: DoorRequest) -> Browser? {
        guard request.method == "GET", request.target == path + "socket", request.upgrades.contains("websocket"),
            request.subprotocols.contains(StageDoor.subprotocol), let authority = authority(of: request),
            request.origins == [pageOrigin(authority)]
        else { return nil }
        return browser(of: request)
    }

    private func socketRefusal(of request: DoorRequest) -> DoorAnswer {
        guard request.upgrades.contains("websocket") else {
            var answer = DoorAnswer.notice(426, "This is no page.", "The page of the stage speaks here.")
            answer.fields.append(("Upgrade", "websocket"))
            return answer
        }
        return .notice(403, "This page is not let in.", "Only the page of this stage may speak here.")
    }

    /// Answers who comes with what may be the secret.
    private func enter(_ word: String, _ request: DoorRequest) -> DoorAnswer {
        let isHead = request.method == "HEAD"
        let (isRight, cookie): (Bool, Secret?) = state.withLock { state in
            guard let secret = state.secret, StageDoor.isSame(word, secret) else { return (false, nil) }
            if isHead { return (true, nil) }
            state.secret = nil
            state.lastBrowser += 1
            let cookie = Secret(StageDoor.randomText(bytes: 32))
            state.cookies.append((Browser(number: state.lastBrowser), cookie))
            state.cookies = state.cookies.suffix(StageDoor.mostBrowsers)
            return (true, cookie)
        }
        if let cookie {
            let security = place == .loopback ? "" : "; Secure"
            return .redirection(
                to: path,
                cookie: "\(StageDoor.cookieName)=\(cookie.reveal()); Path=\(path); HttpOnly; SameSite=Lax\(security)")
        }
        if isRight {
            return .notice(200, "This is the address of a stage.", "It is good for one browser, once.")
        }
        if browser(of: request) != nil { return .redirection(to: path, cookie: nil) }
        return .notice(
            403, "This address was used already, or there is a newer one.", "Ask gavel for a new address.")
    }

    /// The browser whose cookie comes with a request; two of the same name may, where a browser has kept an older one.
    private func browser(of request: DoorRequest) -> Browser? {
        let prefix = "\(StageDoor.cookieName)="
        let values = request.cookies.flatMap { $0.split(separator: ";") }
            .map { $0.drop { $0 == " " } }.filter { $0.hasPrefix(prefix) }.prefix(4).map { $0.dropFirst(prefix.count) }
        return state.withLock { state in
            var found: Browser?
            for value in values {
                for cookie in state.cookies where StageDoor.isSame(String(value), cookie.value) {
                    found = cookie.browser
                }
            }
            return found
        }
    }

    /// Whether a text is a secret, found out in the same time whatever is wrong with it.
    private static func isSame(_ text: String, _ secret: Secret) -> Bool {
        let (left, right) = (Array(text.utf8), Array(secret.reveal().utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension StageDoor {
    /// The host and port that the browser calls, where they may be; nil for those of another site (DNS rebinding).
    private func authority(of request: DoorRequest) -> String? {
        if case .published(let origin, _) = place { return origin.authority }
        guard request.hosts.count == 1 else { return nil }
        let host = request.hosts[0].lowercased()
        for name in ["127.0.0.1", "localhost", "[::1]"] where host.hasPrefix(name) {
            let rest = host.dropFirst(name.count)
            if rest.isEmpty { return host }
            let digits = rest.dropFirst()
            let isPort = (1...5).contains(digits.utf8.count) && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
            if rest.hasPrefix(":"), isPort { return host }
        }
        return nil
    }

    /// The page's own origin, as its browser writes it.
    private func pageOrigin(_ authority: String) -> String {
        switch place {
        case .loopback: "http://\(authority)"
        case .published(let origin, _): origin.text
        }
    }

    private func socketOrigin(_ authority: String) -> String {
        let isSecure = pageOrigin(authority).hasPrefix("https:")
        return "\(isSecure ? "wss" : "ws")://\(authority)"
    }
}
