package import Foundation
import Synchronization

/// What a gateway has counted since it began, as Prometheus reads it.
///
/// The labels of what is counted are few: what comes beyond the most that are kept apart is counted as `other`, so that
/// no caller can fill the memory.
package final class GatewayMetrics: Sendable {
    private struct Answer: Hashable {
        let route: String
        let status: Int
    }

    private struct State {
        var answers: [Answer: Int] = [:]
        var durations: [String: DurationHistogram] = [:]
        var upstreamFailures = LabelledCount(UpstreamFailure.allCases.map(\.rawValue))
        var signInsRefused = LabelledCount(SignInRefusal.Reason.allCases.map(\.rawValue))
        var connectionsRefused = LabelledCount()
        var connections = 0
        var stages = 0
        var accessLinesLost = 0
    }

    private let state = Mutex(State())
    private let started: Date

    /// The media type of ``text()`` (Prometheus, "Exposition formats": version 0.0.4).
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Begins to count.
    ///
    /// - Parameter started: When the process began.
    package init(started: Date = .now) { self.started = started }
}

extension GatewayMetrics {
    /// Counts an answer.
    ///
    /// - Parameters:
    ///   - route: The template of the route, such as `/callCatchUp/{room}`, never the path that was asked for.
    ///   - status: The status of the answer; 0 where none could be given.
    ///   - seconds: How long it took from the end of the request's head to the end of the answer.
    package func note(route: String, status: Int, seconds: Double) {
        state.withLock { state in
            let isKnown = state.durations[route] != nil || state.durations.count < LabelledCount.most
            let route = isKnown ? route : LabelledCount.other
            state.durations[route, default: DurationHistogram()].note(seconds: seconds)
            let status = (100...599).contains(status) ? status : 0
            state.answers[Answer(route: route, status: status), default: 0] += 1
        }
    }

    /// Counts a call to Admin Control that gave nothing.
    ///
    /// - Parameter kind: What went wrong.
    package func noteUpstreamFailure(_ kind: UpstreamFailure) {
        state.withLock { $0.upstreamFailures.note(kind.rawValue) }
    }

    /// Counts a login or a renewal that was refused.
    ///
    /// - Parameter reason: Why, in one word.
    package func noteSignInRefused(reason: String) { state.withLock { $0.signInsRefused.note(reason) } }

    /// Counts a connection that was taken.
    package func noteConnectionOpened() { state.withLock { $0.connections += 1 } }

    /// Counts a connection that is over.
    package func noteConnectionClosed() { state.withLock { $0.connections -= 1 } }

    /// Notes how many stages there are.
    package func noteStages(_ count: Int) { state.withLock { $0.stages = count } }

    /// Counts a connection that was not taken, or was cut off for what it did.
    ///
    /// - Parameter reason: Why, in one word.
    package func noteConnectionRefused(reason: String) { state.withLock { $0.connectionsRefused.note(reason) } }

    /// Counts lines that the access log has lost, since nobody took them.
    package func noteAccessLinesLost(_ count: Int) { state.withLock { $0.accessLinesLost += count } }
}

extension GatewayMetrics {
    /// All that was counted, as a page of text; its type is ``contentType``.
    package func text() -> String {
        // Copied, so that nobody who counts waits for the writing.
        let state = state.withLock(\.self)
        var page = MetricsPage()
        page.family("gavel_gateway_requests_total", .counter, "Answers by route and status; 0 is a caller that left.")
        let answers = state.answers.sorted { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }
        for (answer, count) in answers {
            page.sample([("route", answer.route), ("status", "\(answer.status)")], count)
        }
        page.family("gavel_gateway_request_duration_seconds", .histogram, "How long answers took, by route.")
        for (route, durations) in state.durations.sorted(by: { $0.key < $1.key }) {
            page.histogram([("route", route)], durations)
        }
        page.family("gavel_gateway_upstream_failures_total", .counter, "Calls to Admin Control that gave nothing.")
        page.samples(of: state.upstreamFailures, by: "kind")
        page.family("gavel_gateway_sign_ins_refused_total", .counter, "Logins and renewals that were refused.")
        page.samples(of: state.signInsRefused, by: "reason")
        page.family("gavel_gateway_connections", .gauge, "Connections that are open.")
        page.sample([], state.connections)
        page.family("gavel_gateway_connections_refused_total", .counter, "Connections not taken, or cut off.")
        page.samples(of: state.connectionsRefused, by: "reason")
        page.family("gavel_gateway_stages", .gauge, "Stages whose pages are served.")
        page.sample([], state.stages)
        page.family("gavel_gateway_access_log_lines_lost_total", .counter, "Lines that nobody took in time.")
        page.sample([], state.accessLinesLost)
        page.family("process_start_time_seconds", .gauge, "When the process began, in seconds since 1970.")
        page.sample([], started.timeIntervalSince1970)
        return page.text
    }
}
