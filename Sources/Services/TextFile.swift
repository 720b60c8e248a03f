package import Foundation
import HTTPTypes
package import Logging
package import Meetings
package import Transport

/// A text that lies on a web server for whoever knows its address: it is asked for without any login.
package struct TextFile: Sendable {
    /// Completes "Could not …".
    private let purpose: String
    private let address: ServiceAddress

    /// Names a file.
    ///
    /// - Parameters:
    ///   - server: The address of a file or folder on its server, of which only scheme, host and port count.
    ///   - path: The path, percent-encoded, with the query where there is one.
    ///   - purpose: What the file is for; completes "Could not …".
    /// - Throws: `ServiceError.invalidInput` where the server's address is none.
    package init(on server: URL, path: String, purpose: String) throws(ServiceError) {
        self.purpose = purpose
        address = try ServiceAddress(server).origin.appending(path)
    }

    /// Scheme, host and path, as they can be shown: a query is left out.
    package var shown: SafeText { address.shown }

    /// Fetches it by a plain GET; redirects are not followed.
    ///
    /// - Parameters:
    ///   - transport: What carries the call.
    ///   - logger: Where it is written down.
    ///   - timeout: How long the exchange may take; nil for the transport's own limit.
    /// - Returns: The text, at most 4 MiB in UTF-8.
    /// - Throws: Why there is none: any status but 200 is a reason.
    package func text(
        by transport: any HTTPTransport,
        logger: Logger = .silent,
        timeout: Duration? = nil
    ) async throws(ServiceError) -> String {
        let client = ServiceClient(transport: transport, tokens: nil, logger: logger)
        var request = ServiceRequest(purpose: purpose, method: .get, address: address)
        request.accepted = "text/plain, text/*;q=0.9, */*;q=0.1"
        request.timeout = timeout
        let answer = try await client.exchange(request, bearer: nil)
        guard answer.status == 200 else { throw answer.unreadable("is no file") }
        guard let text = String(validating: answer.response.body, as: UTF8.self) else {
            throw answer.unreadable("is not text in UTF-8")
        }
        return text
    }
}
