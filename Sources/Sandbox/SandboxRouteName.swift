/// What the sandbox's routes are called where faults are laid on them and calls are counted.
///
/// Those of V4H have the names under which a profile overrides them; a path that serves several has all their names.
/// `api` is Jitsi's script, `/external_api.js`; behind it come the calls of the sandbox's own meeting page.
package enum SandboxRouteName: String, Hashable, Sendable, CaseIterable {
    case login
    case refresh
    case checkToken = "check-token"
    case list
    case request
    case find
    case update
    case delete
    case open
    case start
    case join
    case guest
    case leave
    case close
    case organisations
    case organisation
    case organisationConferences = "organisation-conferences"
    case recordings
    case proConfLogin = "proconf-login"
    case proConfToken = "proconf-token"
    case proConfJoin = "proconf-join"
    case proConfFeatures = "proconf-features"
    case proConfStatus = "proconf-status"
    case proConfCatchUp = "proconf-catch-up"
    case proConfSummary = "proconf-summary"
    case proConfMeetings = "proconf-meetings"
    case api
    case meetingState = "meeting-state"
    case meetingJoin = "meeting-join"
    case meetingEnd = "meeting-end"
}
