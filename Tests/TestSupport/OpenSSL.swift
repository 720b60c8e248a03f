package import Foundation

/// The `openssl` tool: a throw-away certificate for 127.0.0.1 and a TLS server that shows it.
package enum OpenSSL {
    private static let tool = "/usr/bin/openssl"

    package static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: tool) }

    /// What is wrong with a certificate, if anything but that nobody has vouched for it.
    package enum Flaw: Sendable {
        case none
        case expired
        case notYetValid

        /// An authority of its own has signed it, which does not come with it.
        case unknownIssuer

        /// As above, and the authority comes with it.
        case unknownChain
    }

    /// A certificate for 127.0.0.1, in a folder of its own.
    package final class Certificate: Sendable {
        package let folder: URL
        package let flaw: Flaw
        package var file: String { folder.appending(path: "certificate.pem").path() }
        package var keyFile: String { folder.appending(path: "key.pem").path() }

        /// The certificate to trust so that this one is trusted.
        package var authorityFile: String {
            let isOwn = flaw == .unknownIssuer || flaw == .unknownChain
            return isOwn ? folder.appending(path: "authority.pem").path() : file
        }

        /// Makes key and certificate.
        package init(_ flaw: Flaw = .none) throws {
            self.flaw = flaw
            folder = FileManager.default.temporaryDirectory.appending(path: "transport-tests-\(UUID().uuidString)/")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            switch flaw {
            case .none: try makeSelfSigned()
            case .expired: try makeDated(from: "20200101000000Z", to: "20210101000000Z")
            case .notYetValid: try makeDated(from: "20900101000000Z", to: "20910101000000Z")
            case .unknownIssuer, .unknownChain: try makeIssued()
            }
        }

        private static func key(in file: String) -> [String] {
            ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", file]
        }

        private func makeSelfSigned() throws {
            let names = ["-days", "1", "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1"]
            try Process.run(
                tool, ["req", "-x509", "-out", "certificate.pem"] + Certificate.key(in: "key.pem") + names, in: folder)
        }

        private func makeIssued() throws {
            let authority = ["-days", "1", "-subj", "/CN=Example authority"]
            try Process.run(
                tool, ["req", "-x509", "-out", "authority.pem"] + Certificate.key(in: "authority-key.pem") + authority,
                in: folder)
            try makeRequest()
            try Data("subjectAltName=IP:127.0.0.1".utf8).write(to: folder.appending(path: "names"))
            let signing = [
                "-CA", "authority.pem", "-CAkey", "authority-key.pem", "-CAcreateserial", "-extfile", "names",
            ]
            try Process.run(
                tool, ["x509", "-req", "-days", "1", "-in", "request.pem", "-out", "certificate.pem"] + signing,
                in: folder)
        }

        private func makeRequest() throws {
            let key = Certificate.key(in: "key.pem")
            try Process.run(tool, ["req", "-new", "-out", "request.pem", "-subj", "/CN=test"] + key, in: folder)
        }

        private func makeDated(from start: String, to end: String) throws {
            // Only `ca` sets both dates.
            let configuration = """
                [ca]
                default_ca = own
                [own]
                database = index.txt
                new_certs_dir = .
                rand_serial = yes
                default_md = sha256
                policy = any
                x509_extensions = names
                [any]
                commonName = supplied
                [names]
                subjectAltName = IP:127.0.0.1
                """
            try Data(configuration.utf8).write(to: folder.appending(path: "ca.cnf"))
            try Data().write(to: folder.appending(path: "index.txt"))
            try makeRequest()
            let signing = ["-config", "ca.cnf", "-selfsign", "-batch", "-notext", "-in", "request.pem"]
            try Process.run(
                tool,
                ["ca", "-keyfile", "key.pem", "-out", "certificate.pem"] + signing
                    + ["-startdate", start, "-enddate", end],
                in: folder
            )
        }

        deinit {
            try? FileManager.default.removeItem(at: folder)
        }
    }

    /// `openssl s_server` on a port of the system's choice.
    package final class Server: Sendable {
        package let port: Int
        package var certificateFile: String { certificate.authorityFile }
        private let certificate: Certificate
        private let process: Process

        package init(_ flaw: Flaw = .none, tool arguments: [String] = []) throws {
            certificate = try Certificate(flaw)
            process = Process()
            process.executableURL = URL(filePath: tool)
            process.arguments =
                [
                    "s_server", "-www", "-accept", "127.0.0.1:0", "-cert", certificate.file, "-key",
                    certificate.keyFile,
                ] + (flaw == .unknownChain ? ["-cert_chain", certificate.authorityFile] : []) + arguments
            let words = try process.run(until: "ACCEPT 127.0.0.1:")
            port = words.firstMatch(of: /ACCEPT 127\.0\.0\.1:(\d+)/).flatMap { Int($0.1) } ?? 0
        }

        deinit {
            process.end()
        }
    }
}
