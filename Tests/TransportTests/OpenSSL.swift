import Foundation

/// The `openssl` tool: a throw-away certificate for 127.0.0.1 and a TLS server that shows it.
enum OpenSSL {
    private static let tool = "/usr/bin/openssl"

    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: tool) }

    /// A certificate signed by its own key, in a folder of its own.
    final class Certificate: Sendable {
        let folder: URL
        var file: String { folder.appending(path: "certificate.pem").path() }
        var keyFile: String { folder.appending(path: "key.pem").path() }

        /// Makes key and certificate.
        init(isExpired: Bool) throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "transport-tests-\(UUID().uuidString)/")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key.pem"]
            guard isExpired else {
                let names = ["-days", "1", "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1"]
                try Process.run(tool, ["req", "-x509", "-out", "certificate.pem"] + key + names, in: folder)
                return
            }
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
            try Process.run(tool, ["req", "-new", "-out", "request.pem", "-subj", "/CN=test"] + key, in: folder)
            let signing = ["-config", "ca.cnf", "-selfsign", "-batch", "-notext", "-in", "request.pem"]
            let dates = ["-startdate", "20200101000000Z", "-enddate", "20210101000000Z"]
            try Process.run(
                tool,
                ["ca", "-keyfile", "key.pem", "-out", "certificate.pem"] + signing + dates,
                in: folder
            )
        }

        deinit {
            try? FileManager.default.removeItem(at: folder)
        }
    }

    /// `openssl s_server` on a port of the system's choice.
    final class Server: Sendable {
        let port: Int
        var certificateFile: String { certificate.file }
        private let certificate: Certificate
        private let process: Process

        init(isExpired: Bool = false) throws {
            certificate = try Certificate(isExpired: isExpired)
            process = Process()
            process.executableURL = URL(filePath: tool)
            process.arguments = [
                "s_server", "-www", "-accept", "127.0.0.1:0", "-cert", certificate.file, "-key", certificate.keyFile,
            ]
            let words = try process.run(until: "ACCEPT 127.0.0.1:")
            port = words.firstMatch(of: /ACCEPT 127\.0\.0\.1:(\d+)/).flatMap { Int($0.1) } ?? 0
        }

        deinit {
            process.end()
        }
    }
}
