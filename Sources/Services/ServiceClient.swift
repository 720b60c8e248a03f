import Foundation
import HTTPTypes
import Logging
import Meetings
import Transport

/// The one place where a call gets its login, and where "no" becomes an error.
struct ServiceClient: Sendable {
    let transport: any HTTPTransport

    /// Nil where the service is called without a login.
    let tokens: (any AccessTokenSource)?

    /// Where it is written down which calls were made, and what came of them.
    let logger: Logger

    /// Makes a call, with the login where there is one.
    ///
    /// After a 401 the login is renewed. An idempotent call is then made once more; any other is left to the operator,
    /// who learns that the login has been renewed.
    ///
    /// - Parameter request: What to ask.
    /// - Returns: An answer that is not a refusal.
    /// - Throws: Why there is none.
    func send(_ request: ServiceRequest) async throws(ServiceError) -> ServiceAnswer {
        guard let tokens else { return try await exchange(request, bearer: nil) }
        let token = try await tokens.accessToken()
        do {
            return try await exchange(request, bearer: token)
        } catch .refused(let call, var refusal) where refusal.status == 401 {
            let newer = try await tokens.accessToken(replacing: token)
            guard request.isIdempotent else {
                refusal.loginWasRenewed = true
                throw .refused(call, refusal)
            }
            return try await exchange(request, bearer: newer)
        }
    }

    /// Sends one request, once, and writes down what came of it.
    ///
    /// - Parameters:
    ///   - request: What to ask.
    ///   - bearer: The access token to show.
    /// - Returns: An answer that is not a refusal.
    /// - Throws: Why there is none.
    func exchange(_ request: ServiceRequest, bearer: Secret?) async throws(ServiceError) -> ServiceAnswer {
        let report = CallReport(request.call)
        do throws(ServiceError) {
            let answer = try await answer(to: request, bearer: bearer)
            report.tell(answer, to: logger)
            return answer
        } catch {
            report.tell(error, to: logger)
            throw error
        }
    }

    private func answer(to request: ServiceRequest, bearer: Secret?) async throws(ServiceError) -> ServiceAnswer {
        let call = request.call
        let redaction = Redaction(secrets: request.secrets + (bearer.map { [$0] } ?? []))
        let response: TransportResponse
        do {
            response = try await transport.send(
                request.message(bearer: bearer),
                body: request.body?.encoded,
                timeout: request.timeout,
                limit: request.longestAnswer
            )
        } catch {
            // A write that was given up half-way may have been carried out, and must not be taken for one that was not.
            if case .cancelled = error, request.isIdempotent || !error.mayHaveBeenCarriedOut { throw .cancelled }
            if case .responseTooLarge(let limit, let status?, let beginning) = error {
                throw ServiceAnswer(call: call, status: status, beginning: beginning, redaction: redaction)
                    .unreadable("is larger than \(limit >> 20) MiB")
            }
            throw .unreachable(call, error)
        }
        let answer = ServiceAnswer(call: call, response: response, redaction: redaction)
        CallTrace.current?.note(answer)
        if let refusal = answer.refusal(request.answers) { throw .refused(call, refusal) }
        return answer
    }
}
