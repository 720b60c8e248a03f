import Foundation
import Meetings

/// What a sandbox is told while it runs: faults, outages, restarts.
///
/// It has a port of its own, so that it answers while the services do not, and no fault reaches it.
struct ControlRoutes: SandboxAnswering {
    let port: UInt16
    let faults: FaultBook
    let door: SandboxDoor
    let restart: @Sendable () async throws(SandboxError) -> Void

    func answer(_ request: SandboxRequest) async -> SandboxAnswer {
        do throws(SandboxRefusal) {
            try admit(request)
            guard request.path.first == "sandbox" else { throw .notFound("There is no such path.") }
            return try await answer(request, path: Array(request.path.dropFirst()))
        } catch {
            return refuse(error, identifier: request.identifier)
        }
    }

    func refuse(_ refusal: SandboxRefusal, identifier: String) -> SandboxAnswer {
        SandboxAnswer(
            refusal.status,
            headers: refusal.headers.merging(["Content-Type": "application/json"]) { _, new in new },
            body: JSONValue.object(["message": .string(refusal.message)]).bytes
        )
    }

    /// Lets no web page in: browsers say where a call comes from, and whom it is meant for (Fetch standard, "`Origin`
    /// header"; the host is another where a page's own name was made to lead here).
    private func admit(_ request: SandboxRequest) throws(SandboxRefusal) {
        let isFromPage = request.headers["origin"] != nil || request.headers["sec-fetch-site"] != nil
        let hosts = ["127.0.0.1:\(port)", "localhost:\(port)"]
        guard !isFromPage, let host = request.headers["host"], hosts.contains(host.lowercased()) else {
            throw .forbidden("This is not for web pages.")
        }
    }

    private func answer(
        _ request: SandboxRequest,
        path: [String]
    ) async throws(SandboxRefusal) -> SandboxAnswer {
        switch (request.method, path.first, path.count) {
        case ("GET", nil, _): return await report()
        case ("POST", "faults", 1):
            guard case .string(let rule)? = try request.object()["rule"] else {
                throw .badRequest("“rule” must be a text such as “list=503*2”.")
            }
            do throws(FaultRuleError) {
                return document(["number": .integer(Int64(try faults.add(rule)))])
            } catch {
                throw .badRequest(error.description)
            }
        case ("DELETE", "faults", 1):
            faults.clear()
            return .noContent
        case ("DELETE", "faults", 2):
            guard let number = Int(path[1]), faults.clear(number) else {
                throw .notFound("There is no rule “\(path[1])”.")
            }
            return .noContent
        case ("POST", "outage", 1): return try await beginOutage(request)
        case ("DELETE", "outage", 1):
            return try await moving { () throws(SandboxError) in try await door.open() }
        case ("POST", "restart", 1): return try await moving(restart)
        case (_, "faults", 1...2), (_, "outage", 1), (_, "restart", 1), (_, nil, _):
            throw .methodNotAllowed(path.first == nil ? ["GET"] : path.count == 2 ? ["DELETE"] : ["POST", "DELETE"])
        default: throw .notFound("There is no such path.")
        }
    }

    private func report() async -> SandboxAnswer {
        let calls = faults.calls.map { ($0.key.rawValue, JSONValue.integer(Int64($0.value))) }
        return document([
            "listening": .bool(await door.isOpen),
            "calls": .object(Dictionary(uniqueKeysWithValues: calls)),
            "faults": .array(
                faults.reports.map { report in
                    .object([
                        "number": .integer(Int64(report.number)), "rule": .string(report.rule),
                        "fired": .integer(Int64(report.fired)),
                    ])
                }),
        ])
    }

    private func beginOutage(_ request: SandboxRequest) async throws(SandboxRefusal) -> SandboxAnswer {
        let seconds: Double?
        switch try request.object(orEmpty: true)["seconds"] {
        case nil: seconds = nil
        case .integer(let number)? where (0...86_400).contains(number): seconds = Double(number)
        case .number(let number)? where (0...86_400).contains(number): seconds = number
        default: throw .badRequest("“seconds” must be a number from 0 to 86400.")
        }
        if let seconds { await door.close(for: .seconds(seconds)) } else { await door.close() }
        return .noContent
    }

    private func moving(
        _ move: () async throws(SandboxError) -> Void
    ) async throws(SandboxRefusal) -> SandboxAnswer {
        do throws(SandboxError) {
            try await move()
        } catch {
            throw SandboxRefusal(500, error.description)
        }
        return .noContent
    }

    private func document(_ members: [String: JSONValue]) -> SandboxAnswer {
        SandboxAnswer(
            200, headers: ["Content-Type": "application/json"], body: JSONValue.object(members).bytes + Data("\n".utf8))
    }
}
