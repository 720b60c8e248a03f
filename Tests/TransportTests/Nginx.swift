import Foundation

/// An nginx that speaks HTTP/2 over TLS, and answers with the protocol and the number of the connection.
final class Nginx: Sendable {
    private static let tool = "/usr/sbin/nginx"

    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: tool) }

    let port: Int
    var certificateFile: String { certificate.file }
    private let certificate: OpenSSL.Certificate
    private let process = Process()

    /// Starts it; it listens when this returns.
    init() throws {
        certificate = try OpenSSL.Certificate()
        // nginx takes no port of the system's choice: this one has just been given back.
        port = try ScriptedServer { _ in }.port
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
                server {
                    listen 127.0.0.1:\(port) ssl http2;
                    ssl_certificate \(certificate.file);
                    ssl_certificate_key \(certificate.keyFile);
                    location / { return 200 "$server_protocol connection $connection"; }
                }
            }
            """
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
