/// The limits and the identity a ``CurlTransport`` works with.
///
/// A proxy is not configured here: libcurl reads `http_proxy`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` from the
/// environment (https://everything.curl.dev/usingcurl/proxies/env.html).
package struct TransportConfiguration: Sendable {
    /// How long finding the server, connecting and the TLS handshake may take together.
    package var connectTimeout: Duration

    /// How long one transfer may take in all, connecting included, unless the call gives a limit of its own.
    package var requestTimeout: Duration

    /// The size, in bytes after decompression, above which a body is not accepted.
    ///
    /// The default leaves room for a list of 100,000 conferences.
    package var maximumResponseBytes: Int

    /// How many requests are under way to one host at once; further ones wait for their turn.
    package var maximumConnectionsPerHost: Int

    /// How long a connection may have been silent on which a request that changes something is sent; nil where each such
    /// request gets a connection of its own.
    ///
    /// A server may close a silent connection just when the request comes. It is not sent again then, and nobody knows
    /// whether it was carried out: so a console, which seldom changes anything, takes its time.
    package var longestSilenceBeforeChange: Duration?

    /// The `User-Agent` of every request that does not bring its own.
    package var userAgent: String

    /// A file of PEM certificates to trust besides those of the system.
    package var certificateAuthorityFile: String?

    package init(
        connectTimeout: Duration = .seconds(10),
        requestTimeout: Duration = .seconds(30),
        maximumResponseBytes: Int = 128 << 20,
        maximumConnectionsPerHost: Int = 6,
        longestSilenceBeforeChange: Duration? = nil,
        userAgent: String = "gavel",
        certificateAuthorityFile: String? = nil
    ) {
        self.connectTimeout = connectTimeout
        self.requestTimeout = requestTimeout
        self.maximumResponseBytes = maximumResponseBytes
        self.maximumConnectionsPerHost = maximumConnectionsPerHost
        self.longestSilenceBeforeChange = longestSilenceBeforeChange
        self.userAgent = userAgent
        self.certificateAuthorityFile = certificateAuthorityFile
    }
}
