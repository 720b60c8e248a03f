import Foundation
import Meetings

/// The web files of the sandbox's meetings, which are inside the executable.
enum MeetingFiles {
    /// The segment below which the meeting page finds its scripts and its style sheet.
    static let folder = "meeting-files"

    /// Jitsi's script as a deployment serves it at `/external_api.js`.
    ///
    /// It has one global name, as the real one.
    ///
    /// - Parameter missingCommands: Commands that the deployment lacks.
    /// - Returns: The script.
    static func externalAPI(lacking missingCommands: Set<String>) -> SandboxAnswer {
        let missing = JSONValue.array(missingCommands.sorted().map(JSONValue.string))
        let parts = [
            PackageResources.api_names_js, PackageResources.api_emitter_js, PackageResources.api_frame_js,
            PackageResources.external_api_js,
        ]
        let text = """
            "use strict";
            (() => {
            const missingCommands = \(String(decoding: missing.bytes, as: UTF8.self));
            \(parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n"))
            })();

            """
        var answer = SandboxAnswer.text(200, type: scriptType, text)
        // Pages of every origin load it.
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer
    }

    /// The page of a room; any page may frame it.
    static func page(room: String) -> SandboxAnswer {
        let text = String(decoding: PackageResources.meeting_html, as: UTF8.self)
        var answer = SandboxAnswer.text(
            200, type: "text/html; charset=utf-8", text.replacing("{room}", with: room.escapedForHTML))
        answer.headers["Content-Security-Policy"] = """
            default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; \
            form-action 'none'; frame-ancestors *
            """
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        // The token stands in its address.
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer
    }

    /// A file of the page's, or nil where there is none of that name.
    static func file(_ name: String) -> SandboxAnswer? {
        guard let bytes = files[name] else { return nil }
        return SandboxAnswer(
            200,
            headers: [
                "Content-Type": name.hasSuffix(".css") ? "text/css; charset=utf-8" : scriptType,
                "X-Content-Type-Options": "nosniff",
            ],
            body: Data(bytes))
    }

    private static let scriptType = "text/javascript; charset=utf-8"

    private static var files: [String: [UInt8]] {
        [
            "meeting.css": PackageResources.meeting_css,
            "meeting.js": PackageResources.meeting_js,
            "meeting-breakout.js": PackageResources.meeting_breakout_js,
            "meeting-cast.js": PackageResources.meeting_cast_js,
            "meeting-commands.js": PackageResources.meeting_commands_js,
            "meeting-door.js": PackageResources.meeting_door_js,
            "meeting-line.js": PackageResources.meeting_line_js,
            "meeting-page.js": PackageResources.meeting_page_js,
            "meeting-queries.js": PackageResources.meeting_queries_js,
            "meeting-room.js": PackageResources.meeting_room_js,
            "meeting-script.js": PackageResources.meeting_script_js,
            "meeting-shapes.js": PackageResources.meeting_shapes_js,
        ]
    }
}

extension String {
    /// The text as it stands between tags (HTML standard, "Escaping a string").
    var escapedForHTML: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
