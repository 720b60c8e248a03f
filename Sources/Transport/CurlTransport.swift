package import Foundation
package import HTTPTypes
import Synchronization

/// HTTP over libcurl: one multi handle on a thread of its own.
///
/// Connections are kept and used again, HTTP/2 is spoken over TLS where the server offers it, and certificates are always
/// verified. The thread sleeps while nothing is under way, and ends when the transport is closed or deallocated.
package final class CurlTransport: HTTPTransport {
    private let configuration: TransportConfiguration
    private let mailbox = TransferMailbox()

    /// Makes a transport and starts its thread.
    ///
    /// - Parameter configuration: The limits to work with.
    package init(_ configuration: TransportConfiguration = TransportConfiguration()) {
        self.configuration = configuration
        // Here, and not by the thread: a process that ends at once would have OpenSSL clean up while it still begins.
        _ = CurlLibrary.initialization
        let mailbox = mailbox
        let thread = Thread {
            TransferLoop(configuration: configuration, mailbox: mailbox).run()
        }
        thread.name = "transport"
        thread.start()
    }

    deinit {
        mailbox.close()
    }

    /// Cancels all that is under way or waiting, closes all connections and ends the thread.
    ///
    /// Further requests fail as cancelled.
    package func close() {
        mailbox.close()
    }

    package func send(
        _ request: HTTPRequest,
        body: Data?,
        timeout: Duration?,
        limit: Int?
    ) async throws(TransportError) -> TransportResponse {
        let call = TransferCall(
            request: try PreparedRequest(
                request,
                body: body,
                timeout: timeout ?? configuration.requestTimeout,
                limit: min(limit ?? .max, configuration.maximumResponseBytes)
            )
        )
        let mailbox = mailbox
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                mailbox.post(.start(call, continuation))
            }
        } onCancel: {
            // The flag is for a cancellation that overtakes the start.
            call.isCancelled.store(true, ordering: .sequentiallyConsistent)
            mailbox.post(.cancel(call))
        }
        return try outcome.get()
    }
}
