import Foundation

/// An nginx on loopback, with a certificate of its own.
package final class Nginx: Sendable {
    private static let tool = "/usr/sbin/nginx"

    package static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: tool) }

    /// Where it listens.
    package let port: Int

    /// The certificate to trust.
    package var certificateFile: String { certificate.file }

    private let certificate: OpenSSL.Certificate
    private let process = Process()

    /// Starts it; it listens when this returns.
    ///
    /// - Parameter servers: The servers of its configuration; `{port}` stands for the port, `{certificate}` and `{key}`
    ///   for the files that TLS takes.
    /// - Throws: What keeps it from starting.
    package init(_ servers: String) throws {
        certificate = try OpenSSL.Certificate()
        // nginx takes no port of the system's choice: this one has just been given back.
        port = try FreePort.find()
        let folder = certificate.folder.path()
        let configuration = """
            daemon off;
            pid \(folder)pid;
            error_log stderr notice;
            events {}
            http {
                access_log off;
                client_body_temp_path \(folder)body;
                proxy_temp_path \(folder)proxy;
                fastcgi_temp_path \(folder)fastcgi;
                uwsgi_temp_path \(folder)uwsgi;
                scgi_temp_path \(folder)scgi;
                \(servers)
            }
            """
            .replacing("{port}", with: "\(port)")
            .replacing("{certificate}", with: certificate.file)
            .replacing("{key}", with: certificate.keyFile)
        let file = certificate.folder.appending(path: "nginx.conf")
        try Data(configuration.utf8).write(to: file)
        process.executableURL = URL(filePath: Self.tool)
        process.arguments = ["-c", file.path(), "-e", "stderr"]
        try process.run(until: "start worker process")
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }
}
