import Meetings

/// What `errorOccurred` told (IFrame API reference, section 4, "Useful error names").
struct MeetingError {
    let name: SafeText?
    let message: SafeText?

    /// Reads either shape; nil where nothing is said.
    init?(_ data: JSONValue) {
        let error = data.unwrapped("error")
        name = error["name"]?.words ?? data["error"]?.words
        message = error["message"]?.words
        guard name != nil || message != nil else { return nil }
    }

    /// What it means to the operator, as a sentence; Jitsi's own words where no meaning is known.
    var words: SafeText {
        switch name?.string {
        case "conference.connectionError.accessDenied": "You were not let in from the lobby."
        case "conference.connectionError.notAllowed": "You are not allowed into this meeting."
        case "conference.authenticationRequired": "The meeting wants a login that this token does not give."
        case "conference.destroyed": "The meeting was ended for everyone."
        case "conference.max_users": "The meeting is full."
        case "conference.display_name_required": "The meeting wants a name of you."
        case "connection.passwordRequired": "The meeting did not take the token: it is bad, missing or too old."
        case "connection.droppedError": "The connection to the meeting has dropped."
        case "connection.otherError": "The connection to the meeting failed."
        default: SafeText([name, message].compactMap { $0?.string }.joined(separator: ": "))
        }
    }
}
