package import Foundation
package import Meetings

extension Chromium {
    /// A page in a browser.
    package final class Tab: Sendable {
        /// A place where scripts run: a document, and its isolated worlds.
        private struct Context: Sendable {
            let session: String
            let identifier: Int64
            let origin: String
            let isDefault: Bool
        }

        private let line: DevToolsLine
        private let target: String
        private let session: String
        private let contexts = Watched<[Context]>([])
        private let lines = Watched<[String]>([])

        init(line: DevToolsLine, target: String, session: String) {
            self.line = line
            self.target = target
            self.session = session
        }

        /// What its console said, each line behind its kind: `log`, `error`, `exception`, `network` ….
        package var log: [String] { lines.value }

        /// Runs a script in the page.
        ///
        /// - Parameters:
        ///   - script: An expression; a promise is waited for.
        ///   - seconds: How long that may take.
        /// - Returns: Its value as JSON; null for `undefined` too.
        /// - Throws: ``SystemFailure`` with what the script threw, or where it took too long.
        @discardableResult
        package func evaluate(_ script: String, seconds: Double = 60) async throws -> JSONValue {
            try await evaluate(script, in: session, context: nil, seconds: seconds)
        }

        /// Runs a script in a frame of the page, wherever the browser has put it.
        ///
        /// - Parameters:
        ///   - script: An expression; a promise is waited for.
        ///   - origin: The frame's origin, such as `http://127.0.0.1:8080`; it may not be the page's own.
        ///   - seconds: How long that may take, the frame's coming included.
        /// - Returns: Its value as JSON.
        /// - Throws: ``SystemFailure`` where there is no such frame, or as ``evaluate(_:seconds:)``.
        @discardableResult
        package func evaluate(
            _ script: String, inFrameOf origin: String, seconds: Double = 60
        ) async throws -> JSONValue {
            let found = await contexts.wait(seconds: seconds) { contexts in
                contexts.last { $0.origin == origin && $0.isDefault }
            }
            guard let found else { throw SystemFailure("the page has no frame of \(origin)") }
            return try await evaluate(script, in: found.session, context: found.identifier, seconds: seconds)
        }

        /// The text that one sees on the page.
        package func text() async throws -> String {
            try await evaluate("document.body ? document.body.innerText : ''").text ?? ""
        }

        /// What the page looks like, as a PNG.
        package func picture() async throws -> Data {
            let answer = try await line.call("Page.captureScreenshot", session: session)
            guard let picture = answer["data"]?.text.flatMap({ Data(base64Encoded: $0) }) else {
                throw SystemFailure("there is no picture")
            }
            return picture
        }

        /// Waits until words stand on the page.
        ///
        /// - Throws: ``SystemFailure`` with what stands there instead.
        package func waitFor(_ words: String, seconds: Double = 60) async throws {
            let literal = String(decoding: try JSONEncoder().encode(words), as: UTF8.self)
            do {
                try await wait(until: "(document.body?.innerText ?? '').includes(\(literal))", seconds: seconds)
            } catch {
                throw SystemFailure("“\(words)” is not on the page, but: \((try? await text()) ?? "\(error)")")
            }
        }

        /// Waits until a script gives something true.
        ///
        /// - Parameters:
        ///   - script: An expression; while it throws, as it may while a page is loaded, it counts as false.
        ///   - origin: The frame to run it in; nil for the page.
        ///   - seconds: How long that may take.
        /// - Returns: What it gave.
        /// - Throws: ``SystemFailure`` where it never did.
        @discardableResult
        package func wait(
            until script: String, inFrameOf origin: String? = nil, seconds: Double = 60
        ) async throws -> JSONValue {
            let end = Date(timeIntervalSinceNow: seconds)
            var last = "nothing"
            while true {
                let rest = max(0.5, end.timeIntervalSinceNow)
                do {
                    let value =
                        if let origin {
                            try await evaluate(script, inFrameOf: origin, seconds: rest)
                        } else {
                            try await evaluate(script, seconds: rest)
                        }
                    if ![.null, false, 0, ""].contains(value) { return value }
                    last = "\(value)"
                } catch {
                    last = "\(error)"
                }
                guard Date() < end else { throw SystemFailure("\(script): \(last), for \(seconds) s") }
                // A page tells nobody when a script would give something else.
                try await Task.sleep(for: .milliseconds(30))
            }
        }

        /// Waits until the console has said something.
        ///
        /// - Throws: ``SystemFailure`` with what it said instead.
        package func waitForLog(_ words: String, seconds: Double = 60) async throws {
            let found = await lines.wait(seconds: seconds) { $0.contains { $0.contains(words) } ? true : nil }
            guard found != nil else { throw SystemFailure("the console never said “\(words)”, but: \(log)") }
        }

        /// Loads the page anew, as the reload button does.
        package func reload() async throws { try await line.call("Page.reload", session: session) }

        /// Goes to another page.
        ///
        /// - Throws: ``SystemFailure`` where the address cannot be reached.
        package func go(to url: String) async throws {
            let answer = try await line.call("Page.navigate", ["url": .string(url)], session: session)
            if let error = answer["errorText"]?.text { throw SystemFailure("\(url): \(error)") }
        }

        /// Closes the tab, as its button does.
        package func close() async throws {
            try await line.call("Target.closeTarget", ["targetId": .string(target)])
        }
    }
}

extension Chromium.Tab {
    /// Hears what the page and its frames tell from now on.
    func prepare() async throws {
        listen(to: session)
        for method in ["Runtime.enable", "Log.enable", "Page.enable"] { try await line.call(method, session: session) }
        try await line.call("Target.setAutoAttach", Self.autoAttach, session: session)
    }

    private static let autoAttach: JSONValue = [
        "autoAttach": true, "waitForDebuggerOnStart": false, "flatten": true,
    ]

    private func listen(to session: String) {
        line.listen(to: session) { [weak self] method, parameters in self?.take(method, parameters, session) }
    }

    private func take(_ method: String, _ parameters: JSONValue, _ session: String) {
        switch method {
        case "Target.attachedToTarget":
            // A frame with a process of its own.
            guard let child = parameters["sessionId"]?.text else { return }
            listen(to: child)
            for method in ["Runtime.enable", "Log.enable"] { line.send(method, session: child) }
            line.send("Target.setAutoAttach", Self.autoAttach, session: child)
        case "Runtime.executionContextCreated":
            guard let context = parameters["context"], case .integer(let identifier)? = context["id"] else { return }
            let created = Context(
                session: session, identifier: identifier, origin: context["origin"]?.text ?? "",
                isDefault: context["auxData"]?["isDefault"] == true)
            contexts.update { $0.append(created) }
        case "Runtime.executionContextDestroyed":
            let identifier = parameters["executionContextId"]
            contexts.update {
                $0.removeAll { $0.session == session && .integer($0.identifier) == identifier }
            }
        case "Runtime.executionContextsCleared":
            contexts.update { $0.removeAll { $0.session == session } }
        case "Target.detachedFromTarget":
            let child = parameters["sessionId"]?.text
            contexts.update { $0.removeAll { $0.session == child } }
        default:
            if let line = Self.line(method, parameters) { lines.update { $0.append(line) } }
        }
    }

    /// A line of the console.
    private static func line(_ method: String, _ parameters: JSONValue) -> String? {
        switch method {
        case "Runtime.consoleAPICalled":
            guard case .array(let arguments)? = parameters["args"] else { return nil }
            let words = arguments.map { $0["value"]?.text ?? $0["description"]?.text ?? $0["type"]?.text ?? "" }
            return "\(parameters["type"]?.text ?? "log"): \(words.joined(separator: " "))"
        case "Runtime.exceptionThrown":
            return "exception: \(thrown(parameters["exceptionDetails"]))"
        case "Log.entryAdded":
            let entry = parameters["entry"]
            let words = [entry?["text"]?.text, entry?["url"]?.text].compactMap(\.self)
            return "\(entry?["source"]?.text ?? "log"): \(words.joined(separator: " "))"
        default: return nil
        }
    }

    private static func thrown(_ details: JSONValue?) -> String {
        details?["exception"]?["description"]?.text ?? details?["exception"]?["value"]?.text
            ?? details?["text"]?.text ?? "something"
    }

    private func evaluate(
        _ script: String, in session: String, context: Int64?, seconds: Double
    ) async throws -> JSONValue {
        var parameters: [String: JSONValue] = [
            "expression": .string(script), "returnByValue": true, "awaitPromise": true, "userGesture": true,
        ]
        parameters["contextId"] = context.map(JSONValue.integer)
        let answer = try await line.call("Runtime.evaluate", .object(parameters), session: session, seconds: seconds)
        if let details = answer["exceptionDetails"] { throw SystemFailure("the page threw: \(Self.thrown(details))") }
        return answer["result"]?["value"] ?? .null
    }
}
