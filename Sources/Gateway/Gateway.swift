import Foundation
import HTTPTypes
import Logging
import Meetings
import Services
import Stage
import Synchronization

/// What is answered to whom (contract: "The token", "The other endpoints").
///
/// Nothing of a caller is kept from one request to the next but the stages: any number of gateways with the same keys and
/// users stand behind one address, where what is about stages comes to one of them.
final class Gateway: RequestAnswering {
    let configuration: GatewayConfiguration
    private let signIn: SignIn
    private let adminControl: AdminControl
    private let metrics: GatewayMetrics
    private let log: @Sendable (AccessRecord) -> Void
    private let origins: Origins

    /// The stages that are carried; nil where none are.
    let stages: StageBook?
    private let leaving = Atomic<Bool>(false)
    private let ending = Atomic<Bool>(false)

    init(
        _ configuration: GatewayConfiguration,
        signIn: SignIn,
        adminControl: AdminControl,
        metrics: GatewayMetrics,
        stages: StageBook? = nil,
        log: @escaping @Sendable (AccessRecord) -> Void
    ) {
        self.configuration = configuration
        self.stages = stages
        self.signIn = signIn
        self.adminControl = adminControl
        self.metrics = metrics
        self.log = log
        origins = Origins(configuration.origins)
    }

    var isEnding: Bool { ending.load(ordering: .relaxed) }

    /// From here on whoever asks learns that others are to be called.
    func beginLeaving() { leaving.store(true, ordering: .relaxed) }

    /// From here on connections close with their next answer.
    func beginEnding() { ending.store(true, ordering: .relaxed) }

    func answer(_ request: GatewayRequest) async -> GatewayAnswer {
        let target = RequestTarget(request.target)
        let found = target.flatMap { GatewayRoute.find(request.method, $0) }
        var answer: GatewayAnswer
        if let target, let found {
            answer = await self.answer(
                GatewayCall(route: found.route, pathWord: found.word, target: target, request: request))
        } else {
            answer = origins.preflight(request, target) ?? GatewayAnswer(.notFound)
        }
        origins.admit(request, &answer)
        note(
            answer, method: request.method.rawValue, path: found?.route.path, client: request.client,
            began: request.began, identifier: request.identifier)
        return answer
    }

    func answerMalformed(
        from client: ClientAddress,
        began: ContinuousClock.Instant,
        identifier: String
    ) -> GatewayAnswer {
        let answer = GatewayAnswer(.invalidBody)
        note(answer, method: "", path: nil, client: client, began: began, identifier: identifier)
        return answer
    }

    /// Counts an answer and writes it down.
    ///
    /// - Parameters:
    ///   - answer: The answer.
    ///   - method: The request's method.
    ///   - path: The template of its path, never the path itself; nil where it leads nowhere.
    ///   - client: Who called.
    ///   - began: When the request began to come in.
    ///   - identifier: What it is called.
    func note(
        _ answer: GatewayAnswer,
        method: String,
        path: String?,
        client: ClientAddress,
        began: ContinuousClock.Instant,
        identifier: String
    ) {
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        // Nobody gets the answer: the connection has ended, and with it this task.
        let status = Task.isCancelled ? 0 : answer.status
        metrics.note(route: path ?? "unknown", status: status, seconds: seconds)
        log(
            AccessRecord(
                time: .now, identifier: identifier, method: method, route: path, status: status,
                seconds: seconds, bytes: answer.body.count, client: client, user: answer.user, room: answer.room))
    }
}

extension Gateway {
    private func answer(_ call: GatewayCall) async -> GatewayAnswer {
        var call = call
        do throws(GatewayRefusal) {
            if call.route.needsUser { call.user = try await user(of: call.request) }
            var answer = try await data(for: &call)
            answer.user = answer.user ?? call.user?.name
            answer.room = call.room
            return answer
        } catch {
            var answer = GatewayAnswer(error)
            answer.user = call.user?.name
            answer.room = call.room
            answer.fields[.retryAfter] = call.retryAfter.map(String.init)
            return answer
        }
    }

    private func user(of request: GatewayRequest) async throws(GatewayRefusal) -> GatewayUser {
        guard let bearer = request.bearer, let user = await signIn.user(bearer: bearer) else { throw .unauthorized }
        return user
    }

    private func data(for call: inout GatewayCall) async throws(GatewayRefusal) -> GatewayAnswer {
        switch call.route {
        case .login: return try await login(&call)
        case .refresh: return try await refresh(&call)
        case .token: return GatewayAnswer(data: try await token(&call))
        case .joinMember: return GatewayAnswer(data: try await memberToken(&call))
        case .features: return GatewayAnswer(data: try await adminControl.features())
        case .status: return GatewayAnswer(data: try await adminControl.status(of: try call.queriedRoom()))
        case .catchUp: return GatewayAnswer(data: try await adminControl.catchUp(of: try call.namedRoom()))
        case .summary: return GatewayAnswer(data: try await adminControl.summary(of: try call.namedRoom()))
        case .meetings: return GatewayAnswer(data: try await meetings(call))
        case .stageOpening, .stageArrivals, .stageMessages, .stageSecret, .stageEnding:
            return try await stageData(for: call)
        case .health: return GatewayAnswer(data: ["status": "alive"])
        case .readiness: return await readiness()
        case .metrics: return try page(of: call)
        }
    }

    private func login(_ call: inout GatewayCall) async throws(GatewayRefusal) -> GatewayAnswer {
        let body = try call.body()
        let user = try body.text("username", in: .user)
        let password = try body.text("password", in: .password)
        do throws(SignInRefusal) {
            var answer = GatewayAnswer(
                try await signIn.signIn(user: user, password: Secret(password), from: call.request.client))
            answer.user = user
            return answer
        } catch {
            throw refuse(error, &call)
        }
    }

    private func refresh(_ call: inout GatewayCall) async throws(GatewayRefusal) -> GatewayAnswer {
        let token = Secret(try call.body().text("refreshToken", in: .accessToken))
        do throws(SignInRefusal) {
            return GatewayAnswer(try await signIn.renew(token, from: call.request.client))
        } catch {
            throw refuse(error, &call)
        }
    }

    /// Whatever the reason, the caller gets the same answer.
    private func refuse(_ refusal: SignInRefusal, _ call: inout GatewayCall) -> GatewayRefusal {
        metrics.noteSignInRefused(reason: refusal.reason.rawValue)
        call.retryAfter = refusal.retryAfter
        return .unauthorized
    }

    private func token(_ call: inout GatewayCall) async throws(GatewayRefusal) -> JSONValue {
        let body = try call.body()
        let role = try body.text("role", in: .role)
        let room = try body.room()
        let name = try body.text("participantName", in: .participantName)
        call.room = room
        guard call.user?.may(role, in: room) == true else { throw .unauthorized }
        return try await adminControl.token(role: role, room: room, participantName: name)
    }

    /// A member's token, for a meeting that goes on: Admin Control knows the status of no other.
    private func memberToken(_ call: inout GatewayCall) async throws(GatewayRefusal) -> JSONValue {
        let body = try call.body()
        let room = try body.room()
        let name = try body.text("participantName", in: .participantName)
        call.room = room
        guard call.user?.maySee(room) == true else { throw .unauthorized }
        _ = try await adminControl.status(of: room)
        return try await adminControl.token(role: configuration.memberRole, room: room, participantName: name)
    }

    /// The meetings that have ended, as far as the caller may see their rooms.
    private func meetings(_ call: GatewayCall) async throws(GatewayRefusal) -> JSONValue {
        guard case .array(let all) = try await adminControl.meetings(), let user = call.user else { throw .failed }
        return .array(all.filter { $0["room_name"]?.text.map(user.maySee) ?? false })
    }

    private func readiness() async -> GatewayAnswer {
        if leaving.load(ordering: .relaxed) { return GatewayAnswer(data: ["status": "ending"], status: 503) }
        guard await adminControl.isReady() else {
            return GatewayAnswer(data: ["status": "admin control does not answer"], status: 503)
        }
        return GatewayAnswer(data: ["status": "ready"])
    }

    private func page(of call: GatewayCall) throws(GatewayRefusal) -> GatewayAnswer {
        guard configuration.metricsReaders.contains(where: { $0.contains(call.request.client) }) else {
            throw .notFound
        }
        return GatewayAnswer(text: metrics.text(), contentType: GatewayMetrics.contentType)
    }
}

extension GatewayAnswer {
    /// The tokens of a login.
    fileprivate init(_ tokens: IssuedTokens) {
        self.init(data: [
            "accessToken": .string(tokens.access.reveal()),
            "refreshToken": .string(tokens.refresh.reveal()),
            "expiresIn": .integer(tokens.lifetime.components.seconds),
            "tokenType": "Bearer",
        ])
    }
}
