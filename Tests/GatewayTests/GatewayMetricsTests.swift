import Foundation
import RegexBuilder
import Testing

@testable import Gateway

@Suite("The gateway's metrics")
struct GatewayMetricsTests {
    private let metrics = GatewayMetrics(started: Date(timeIntervalSince1970: 1_795_356_300.25))

    /// The lines that begin with a name.
    private func lines(of name: String) -> [String] {
        metrics.text().split(separator: "\n").filter { $0.hasPrefix(name) }.map(String.init)
    }

    private func zeros(_ name: String, _ label: String, _ words: [String]) -> String {
        words.sorted().map { "\(name){\(label)=\"\($0)\"} 0" }.joined(separator: "\n")
    }

    @Test("a gateway that has done nothing yet says of every family what it is")
    func nothingYet() {
        #expect(
            metrics.text() == """
                # HELP gavel_gateway_requests_total Answers by route and status; 0 is a caller that left.
                # TYPE gavel_gateway_requests_total counter
                # HELP gavel_gateway_request_duration_seconds How long answers took, by route.
                # TYPE gavel_gateway_request_duration_seconds histogram
                # HELP gavel_gateway_upstream_failures_total Calls to Admin Control that gave nothing.
                # TYPE gavel_gateway_upstream_failures_total counter
                \(zeros("gavel_gateway_upstream_failures_total", "kind", UpstreamFailure.allCases.map(\.rawValue)))
                # HELP gavel_gateway_sign_ins_refused_total Logins and renewals that were refused.
                # TYPE gavel_gateway_sign_ins_refused_total counter
                \(zeros("gavel_gateway_sign_ins_refused_total", "reason", SignInRefusal.Reason.allCases.map(\.rawValue)))
                # HELP gavel_gateway_connections Connections that are open.
                # TYPE gavel_gateway_connections gauge
                gavel_gateway_connections 0
                # HELP gavel_gateway_connections_refused_total Connections not taken, or cut off.
                # TYPE gavel_gateway_connections_refused_total counter
                # HELP gavel_gateway_stages Stages whose pages are served.
                # TYPE gavel_gateway_stages gauge
                gavel_gateway_stages 0
                # HELP gavel_gateway_access_log_lines_lost_total Lines that nobody took in time.
                # TYPE gavel_gateway_access_log_lines_lost_total counter
                gavel_gateway_access_log_lines_lost_total 0
                # HELP process_start_time_seconds When the process began, in seconds since 1970.
                # TYPE process_start_time_seconds gauge
                process_start_time_seconds 1795356300.25

                """)
    }

    @Test("answers are counted by route and status")
    func answers() {
        for status in [200, 200, 401] { metrics.note(route: "/callConfig", status: status, seconds: 0.002) }
        metrics.note(route: "/auth/login", status: 200, seconds: 0.1)
        metrics.note(route: "/auth/login", status: 0, seconds: 0.1)
        #expect(
            lines(of: "gavel_gateway_requests_total") == [
                #"gavel_gateway_requests_total{route="/auth/login",status="0"} 1"#,
                #"gavel_gateway_requests_total{route="/auth/login",status="200"} 1"#,
                #"gavel_gateway_requests_total{route="/callConfig",status="200"} 2"#,
                #"gavel_gateway_requests_total{route="/callConfig",status="401"} 1"#,
            ])
    }

    @Test("a duration counts in every bucket that it is within")
    func durations() {
        for seconds in [0.0005, 0.001, 0.002, 3, 60, -1, .nan] {
            metrics.note(route: "/meetings", status: 200, seconds: seconds)
        }
        let name = "gavel_gateway_request_duration_seconds"
        let counts = [4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 6, 6, 7]
        let limits = ["0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10"]
        let buckets = zip(limits + ["+Inf"], counts).map { #"\#(name)_bucket{route="/meetings",le="\#($0)"} \#($1)"# }
        #expect(
            lines(of: name) == buckets + [
                #"\#(name)_sum{route="/meetings"} 63.0035"#, #"\#(name)_count{route="/meetings"} 7"#,
            ])
    }

    @Test("failures, refusals and connections are counted")
    func others() {
        metrics.noteUpstreamFailure(.timedOut)
        metrics.noteSignInRefused(reason: "credentials")
        metrics.noteSignInRefused(reason: "credentials")
        metrics.noteConnectionOpened()
        metrics.noteConnectionOpened()
        metrics.noteConnectionClosed()
        metrics.noteConnectionRefused(reason: "too_many")
        metrics.noteAccessLinesLost(3)
        #expect(lines(of: #"gavel_gateway_upstream_failures_total{kind="timed-out"}"#).first?.hasSuffix(" 1") == true)
        #expect(
            lines(of: #"gavel_gateway_sign_ins_refused_total{reason="credentials"}"#).first?.hasSuffix(" 2") == true)
        #expect(
            lines(of: "gavel_gateway_connections") == [
                "gavel_gateway_connections 1", #"gavel_gateway_connections_refused_total{reason="too_many"} 1"#,
            ])
        #expect(lines(of: "gavel_gateway_access") == ["gavel_gateway_access_log_lines_lost_total 3"])
    }

    @Test("nothing in a label ends it, or the line")
    func labels() {
        metrics.noteConnectionRefused(reason: "a\"b\\c\nd")
        #expect(
            lines(of: "gavel_gateway_connections_r") == [
                #"gavel_gateway_connections_refused_total{reason="a\"b\\c\nd"} 1"#
            ])
    }

    @Test("whatever callers make up, the page stays as small")
    func bounds() {
        for number in 0..<10_000 {
            metrics.note(route: "/\(number)", status: number, seconds: 1)
            metrics.noteConnectionRefused(reason: "\(number)")
        }
        #expect(lines(of: "gavel_gateway_connections_refused").count == LabelledCount.most + 1)
        #expect(
            lines(of: #"gavel_gateway_connections_refused_total{reason="other"}"#).first?.hasSuffix(" 9936") == true)
        #expect(lines(of: "gavel_gateway_request_duration_seconds_count").count == LabelledCount.most + 1)
        #expect(lines(of: "gavel_gateway_requests_total").count <= 64 + 501)
    }

    @Test("every line is one that Prometheus reads")
    func grammar() throws {
        metrics.note(route: "/callSummary/{room}", status: 200, seconds: 0.25)
        metrics.noteUpstreamFailure(.timedOut)
        let label = #/[a-z_]+="(?:[^"\\\n]|\\["\\n])*"/#
        let sample = Regex {
            #/[a-z_]+/#
            Optionally {
                Regex {
                    "{"; label;
                    ZeroOrMore {
                        Regex {
                            ","; label
                        }
                    }; "}"
                }
            }
            #/ [0-9.e+-]+/#
        }
        let comment = #/# (?:HELP|TYPE) [a-z_]+ .+/#
        for line in metrics.text().split(separator: "\n") {
            #expect(try line.wholeMatch(of: sample) != nil || comment.wholeMatch(in: line) != nil, "\(line)")
        }
    }
}
