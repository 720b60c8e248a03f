import CCurl
import Foundation
import HTTPTypes
import Meetings

/// One easy handle and what comes in over it.
///
/// Used for one call after another; lives on the transport's thread alone.
final class Transfer {
    let handle: UnsafeMutableRawPointer
    private let configuration: TransportConfiguration
    private let errorBuffer: UnsafeMutablePointer<CChar>
    private var headerList: UnsafeMutablePointer<curl_slist>?

    private var parser = ResponseHeadParser()
    private var body = Data()
    private var bodyLimit = 0

    /// What is still to be sent of a body that libcurl must not have twice.
    private var unsent: Data?

    /// How much of an answer that is too large is kept to be shown, in bytes.
    private static let shownBytes = 1024
    /// Why a callback stopped the transfer.
    private var refusal: TransportError?

    /// Makes a handle with all that is the same for every call.
    ///
    /// - Parameters:
    ///   - configuration: The limits.
    ///   - share: Holds the TLS sessions of all handles.
    init?(configuration: TransportConfiguration, share: UnsafeMutableRawPointer?) {
        guard let handle = curl_easy_init() else { return nil }
        self.handle = handle
        self.configuration = configuration
        errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setConstantOptions(share: share)
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headerList)
        errorBuffer.deallocate()
    }

    private func setConstantOptions(share: UnsafeMutableRawPointer?) {
        ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorBuffer)
        ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        // Without this, ending a transfer waits for the name server's answer, and all others with it.
        ccurl_set_long(handle, CURLOPT_QUICK_EXIT, 1)
        ccurl_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        ccurl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
        ccurl_set_long(handle, CURLOPT_PATH_AS_IS, 1)
        ccurl_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        ccurl_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        ccurl_set_string(handle, CURLOPT_ACCEPT_ENCODING, "")
        ccurl_set_string(handle, CURLOPT_USERAGENT, configuration.userAgent)

        ccurl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1)
        ccurl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2)
        ccurl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let file = configuration.certificateAuthorityFile {
            // The system's folder of certificates (CURLOPT_CAPATH) stays in force beside it.
            ccurl_set_string(handle, CURLOPT_CAINFO, file)
        }
        if let share {
            ccurl_set_share(handle, share)
        }

        let context = Unmanaged.passUnretained(self).toOpaque()
        ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context)
        ccurl_set_data_callback(handle, CURLOPT_HEADERFUNCTION, receiveHeaderLine)
        ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context)
        ccurl_set_data_callback(handle, CURLOPT_WRITEFUNCTION, receiveBody)
        ccurl_set_pointer(handle, CURLOPT_READDATA, context)
        ccurl_set_data_callback(handle, CURLOPT_READFUNCTION, sendBody)
    }

    /// Sets all that differs from call to call.
    ///
    /// - Parameter request: What to send next.
    func prepare(_ request: PreparedRequest) {
        parser = ResponseHeadParser()
        body = Data()
        bodyLimit = request.limit
        refusal = nil
        errorBuffer[0] = 0

        ccurl_set_string(handle, CURLOPT_URL, request.url)
        setMethod(of: request)
        for line in request.headerLines {
            headerList = curl_slist_append(headerList, line)
        }
        ccurl_set_list(handle, CURLOPT_HTTPHEADER, headerList)

        // What is for this machine goes to no proxy of the environment, which would see logins in the clear.
        ccurl_set_string(handle, CURLOPT_PROXY, WebAddress.isLoopback(host: request.host) ? "" : nil)

        let total = request.timeout.inMilliseconds
        ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, total)
        ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, min(configuration.connectTimeout.inMilliseconds, total))
        // libcurl repeats a request by itself when a connection it uses again breaks before the answer. What changes
        // something gets a connection of its own, or a body that can be had only once.
        let silence = configuration.longestSilenceBeforeChange
        ccurl_set_long(handle, CURLOPT_FRESH_CONNECT, request.isSafe || (silence != nil && request.body != nil) ? 0 : 1)
        let longestSilence = request.isSafe ? nil : silence
        ccurl_set_long(handle, CURLOPT_MAXAGE_CONN, longestSilence.map { Int($0.components.seconds) } ?? 118)
        // Over HTTP/2 one connection serves all, so it pays to wait and see whether it can be shared.
        ccurl_set_long(handle, CURLOPT_PIPEWAIT, request.origin.hasPrefix("https") ? 1 : 0)
    }

    private func setMethod(of request: PreparedRequest) {
        unsent = nil
        if let body = request.body, !body.isEmpty, !request.isSafe, configuration.longestSilenceBeforeChange != nil {
            unsent = body
            ccurl_set_bytes(handle, CURLOPT_COPYPOSTFIELDS, nil)
            ccurl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
            ccurl_set_long(handle, CURLOPT_POST, 1)
        } else if let body = request.body {
            ccurl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
            _ = body.withUnsafeBytes { bytes in
                withUnsafePointer(to: 0 as UInt8) { none in
                    ccurl_set_bytes(handle, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress ?? UnsafeRawPointer(none))
                }
            }
            ccurl_set_long(handle, CURLOPT_POST, 1)
        } else if request.method == .head {
            ccurl_set_long(handle, CURLOPT_NOBODY, 1)
        } else {
            ccurl_set_long(handle, CURLOPT_HTTPGET, 1)
        }
        let isUsual = request.body == nil && (request.method == .get || request.method == .head)
        if isUsual {
            ccurl_set_string(handle, CURLOPT_CUSTOMREQUEST, nil)
        } else {
            ccurl_set_string(handle, CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        }
    }

    /// Forgets what was sent, so that no secret stays in a handle that waits for its next use.
    func clear() {
        ccurl_set_bytes(handle, CURLOPT_COPYPOSTFIELDS, nil)
        ccurl_set_list(handle, CURLOPT_HTTPHEADER, nil)
        curl_slist_free_all(headerList)
        headerList = nil
        body = Data()
        unsent = nil
    }

    /// Whether a byte of the request may have left this machine.
    var mayHaveBeenSent: Bool {
        var requestBytes = 0
        ccurl_get_long(handle, CURLINFO_REQUEST_SIZE, &requestBytes)
        return requestBytes > 0
    }

    /// What the call ends with.
    ///
    /// - Parameters:
    ///   - code: libcurl's result.
    ///   - request: What was sent.
    /// - Returns: The answer, or why there is none.
    func outcome(of code: CURLcode, request: PreparedRequest) -> TransferOutcome {
        if let refusal {
            return .failure(refusal)
        }
        guard code == CURLE_OK else {
            return .failure(error(for: code, request: request))
        }
        // For libcurl a head may end anywhere behind its first line.
        guard let head = parser.finalHead else {
            return .failure(.connectionLost(reason: "the head of the answer is not complete"))
        }
        var microseconds: curl_off_t = 0
        ccurl_get_offset(handle, CURLINFO_TOTAL_TIME_T, &microseconds)
        return .success(
            TransportResponse(head: head, body: body, duration: .microseconds(microseconds), receivedAt: Date())
        )
    }

    private func error(for code: CURLcode, request: PreparedRequest) -> TransportError {
        var failure = TransferFailure(
            code: code,
            words: errorWords(for: code),
            request: request,
            connectTimeout: configuration.connectTimeout,
            mayHaveBeenSent: mayHaveBeenSent,
            answerHasBegun: parser.head != nil
        )
        ccurl_get_long(handle, CURLINFO_HTTP_CONNECTCODE, &failure.proxyStatus)
        ccurl_get_long(handle, CURLINFO_SSL_VERIFYRESULT, &failure.verifyResult)
        ccurl_get_long(handle, CURLINFO_OS_ERRNO, &failure.systemError)
        return failure.error
    }

    /// libcurl's words about what went wrong, in printable ASCII: they may quote a server.
    private func errorWords(for code: CURLcode) -> String {
        let words = errorBuffer[0] == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorBuffer)
        return String(words.map { (" "..."~").contains($0) ? $0 : "?" })
    }

    // MARK: - What libcurl calls

    /// Gives what is to be sent next; nil where all of it was given before, so that this would be for the second time.
    fileprivate func give(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        guard let rest = unsent, !rest.isEmpty else { return nil }
        let part = rest.prefix(buffer.count)
        part.copyBytes(to: buffer)
        unsent = Data(rest.dropFirst(part.count))
        return part.count
    }

    fileprivate func take(headerLine line: UnsafeRawBufferPointer) -> Bool {
        let isWelcome = parser.take(line)
        if !isWelcome {
            refusal = .responseTooLarge(limit: ResponseHeadParser.maximumBytes, status: nil, beginning: Data())
        }
        return isWelcome
    }

    fileprivate func take(bodyPart part: UnsafeRawBufferPointer) -> Bool {
        guard part.count <= bodyLimit - body.count else {
            refusal = .responseTooLarge(
                limit: bodyLimit, status: parser.finalHead?.status.code,
                beginning: Data((body.prefix(Transfer.shownBytes) + part.prefix(Transfer.shownBytes)))
                    .prefix(Transfer.shownBytes))
            return false
        }
        body.append(contentsOf: part)
        return true
    }
}

private let receiveHeaderLine: ccurl_data_callback = { bytes, size, count, context in
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.take(headerLine: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

private let receiveBody: ccurl_data_callback = { bytes, size, count, context in
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.take(bodyPart: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

private let sendBody: ccurl_data_callback = { bytes, size, count, context in
    guard let context, let bytes else { return Int(CURL_READFUNC_ABORT) }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.give(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
        ?? Int(CURL_READFUNC_ABORT)
}

extension Duration {
    /// Rounded up, and at least 1, since libcurl takes 0 for no limit.
    fileprivate var inMilliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds < Int32.max / 1_000 else { return Int(Int32.max) }
        return max(1, Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }
}
