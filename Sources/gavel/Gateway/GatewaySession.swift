import Foundation
import Gateway
import Logging
import Plain
import PrivateFiles
import Transport

/// A gateway at work, from its start until nothing is under way any more.
@MainActor
final class GatewaySession {
    private let settings: GatewaySettings

    /// Where users and keys are read again; nil for those that are nowhere but in memory.
    private let folder: PrivateFolder?

    private let accessLog: LineQueue?
    private let signIn: SignIn
    private let server: GatewayServer
    private let transport: CurlTransport
    private let logger = Logger(label: "gateway")

    /// The calls to Admin Control that may be under way at once; further ones wait.
    private static let mostCalls = 128

    /// How long a connection to Admin Control may have been silent on which a token is asked for: less than servers
    /// and balancers keep one open.
    private static let longestSilence = Duration.seconds(5)

    /// The files that are open besides connections and calls.
    private static let otherFiles = 128

    /// Puts a gateway together; nothing listens yet.
    ///
    /// - Parameters:
    ///   - settings: How it is set up.
    ///   - credentials: Who may sign in.
    ///   - folder: Where these are read again; nil for those that are nowhere but in memory.
    init(_ settings: GatewaySettings, credentials: GatewayCredentials, readAgainFrom folder: PrivateFolder?) {
        self.settings = settings
        self.folder = folder
        let configuration = settings.gateway
        let metrics = GatewayMetrics()
        let accessLog = LineQueue(settings.accessLog, metrics: metrics, logger: logger)
        self.accessLog = accessLog
        signIn = SignIn(
            users: credentials.users, keys: credentials.keys, configuration: configuration,
            logger: Logger(label: "gateway.sign-in"))
        transport = CurlTransport(
            TransportConfiguration(
                connectTimeout: min(configuration.upstreamTimeout, .seconds(5)),
                requestTimeout: configuration.upstreamTimeout, maximumResponseBytes: 32 << 20,
                maximumConnectionsPerHost: GatewaySession.mostCalls,
                longestSilenceBeforeChange: GatewaySession.longestSilence, userAgent: "gavel-gateway/\(gavelVersion)",
                certificateAuthorityFile: configuration.certificateAuthorityFile))
        let adminControl = AdminControl(
            configuration, transport: transport, logger: Logger(label: "gateway.admin-control"),
            failed: { metrics.noteUpstreamFailure($0) })
        server = GatewayServer(
            configuration, signIn: signIn, adminControl: adminControl, metrics: metrics,
            log: { record in accessLog?.write(record.line()) }, logger: logger)
        warn(about: credentials)
    }

    /// Runs it until it is asked to end and has answered what it had accepted.
    ///
    /// - Parameter announce: Is told the address, when it accepts connections.
    /// - Throws: A `Complaint` where it cannot start, or is asked twice to end.
    func run(announce: (_ address: String) throws -> Void) async throws {
        let (signals, told) = AsyncStream.makeStream(of: Int32.self)
        let watch = SignalWatch([SIGTERM, SIGINT, SIGHUP]) { told.yield($0) }
        defer {
            watch.end()
            accessLog?.finish()
        }
        let address = try await start()
        try announce(address)
        var ending: Task<Void, Never>?
        var reloading: Task<Void, Never>?
        for await signal in signals {
            if signal == SIGHUP {
                // A disk that hangs holds the reading up, and must not hold up the end.
                reloading = Task { [reloading] in
                    await reloading?.value
                    await reload()
                }
            } else if ending == nil {
                logger.notice(
                    "ending", metadata: ["seconds": "\(settings.gateway.limits.drainTime.components.seconds)"])
                ending = Task { [server] in
                    await server.end()
                    told.finish()
                }
            } else {
                throw Complaint(.failure, "The gateway was asked twice to end. What was under way is cut off.")
            }
        }
        transport.close()
        logger.notice("ended")
    }

    private func start() async throws -> String {
        let limits = settings.gateway.limits
        let needed = limits.connections + GatewaySession.mostCalls + GatewaySession.otherFiles
        let allowed = OpenFiles.allow(needed)
        if allowed < needed {
            logger.warning(
                "the system allows fewer open files than so many connections need: raise ulimit -n",
                metadata: ["allowed": "\(allowed)", "needed": "\(needed)"])
        }
        do throws(SystemError) {
            try await accessLog?.open()
        } catch {
            throw Complaint(.failure, "The access log \(settings.accessLog.words) cannot be opened: \(error).")
        }
        let port: UInt16
        do throws(GatewayServerError) {
            port = try await server.start()
        } catch {
            throw Complaint(.unavailable, "\(error)")
        }
        let host = settings.gateway.address.contains(":") ? "[\(settings.gateway.address)]" : settings.gateway.address
        let address = "http://\(host):\(port)"
        logger.notice(
            "listening",
            metadata: ["address": "\(address)", "upstream": "\(settings.gateway.adminControl.absoluteString)"])
        return address
    }

    /// Reads users and keys again, and opens the access log anew.
    private func reload() async {
        do throws(SystemError) {
            try await accessLog?.open()
        } catch {
            logger.error(
                "the access log could not be opened anew; the old one is written on",
                metadata: ["place": "\(settings.accessLog.words)", "failure": "\(error)"])
        }
        guard let folder else { return }
        switch await GatewayCredentials.reading(from: folder) {
        case .success(let credentials):
            await signIn.reload(users: credentials.users, keys: credentials.keys)
            logger.notice(
                "users and keys read again",
                metadata: [
                    "users": "\(credentials.users.users.count)",
                    "keys": "\(credentials.keys.keys.map(\.identifier).joined(separator: ","))",
                ])
            warn(about: credentials)
        case .failure(let error):
            logger.error(
                "users and keys could not be read again; the old ones stay",
                metadata: ["failure": "\(Complaint.words(of: error))"])
        }
    }

    private func warn(about credentials: GatewayCredentials) {
        if credentials.users.isEmpty {
            logger.warning("nobody can sign in: gavel gateway user add NAME adds somebody")
        }
    }
}

extension LineQueue {
    /// Makes the access log; nil where there is to be none.
    fileprivate convenience init?(_ place: AccessLogPlace, metrics: GatewayMetrics, logger: Logger) {
        let queuePlace: Place
        switch place {
        case .nowhere: return nil
        case .standardOutput: queuePlace = .standard(STDOUT_FILENO)
        case .file(let path): queuePlace = .file(path)
        }
        self.init(to: queuePlace) { lines, isFirst in
            metrics.noteAccessLinesLost(lines)
            if isFirst {
                logger.warning(
                    "lines of the access log are lost: nobody takes them", metadata: ["place": "\(place.words)"])
            }
        }
    }
}

extension AccessLogPlace {
    /// What it is called.
    var words: String {
        switch self {
        case .standardOutput: "stdout"
        case .nowhere: "none"
        case .file(let path): path
        }
    }
}
