import Foundation
import Meetings

extension ConferenceDraft {
    /// What of the draft cannot be sent.
    func check() throws(ServiceError) {
        if let name { try InputCheck.require(name, in: .conferenceName) }
        if let organisation { try InputCheck.require(organisation, in: .organisation) }
        switch joinPolicy {
        case .password(let password): try InputCheck.require(password.reveal(), in: .password)
        case .organisationUnits(let units) where units.isEmpty:
            throw .invalidInput(.allowedUnits, reason: "is empty: name the units that may join")
        case .organisationUnits(let units):
            for unit in units { try InputCheck.require(unit, in: .allowedUnits) }
        default: break
        }
    }

    /// The draft with what the profile says where it says nothing.
    func filled(from deployment: V4HDeployment) -> ConferenceDraft {
        var draft = self
        draft.organisation = organisation ?? deployment.organisation
        draft.organisationUnit = organisationUnit ?? deployment.organisationUnit
        draft.profile = profile ?? deployment.profile
        draft.skin = skin ?? deployment.skin
        return draft
    }

    /// The password that joining takes.
    var password: Secret? {
        guard case .password(let password) = joinPolicy else { return nil }
        return password
    }

    /// The body of `POST` and `PUT /sessions` (contract: "The create body").
    ///
    /// Names of the deployment that are numbers belong to an older server: they go as integers, profile and skin under
    /// their older names.
    var classicBody: JSONValue {
        var body: [String: JSONValue] = [:]
        if let name { body["name"] = .string(name) }
        if let organisation { body["org"] = JSONValue(reference: organisation) }
        if let organisationUnit { body["orgUnit"] = JSONValue(reference: organisationUnit) }
        for (value, name) in [(profile, "profile"), (skin, "skin")] {
            guard let value else { continue }
            let reference = JSONValue(reference: value)
            if case .integer = reference { body[name + "Id"] = reference } else { body[name] = reference }
        }
        if let joinPolicy {
            body["joinPolicy"] = .string(joinPolicy.word)
            if case .organisationUnits(let units) = joinPolicy {
                body["allowJoinOu"] = .array(units.map { JSONValue(reference: $0) })
            }
        }
        if let password { body["password"] = .string(password.reveal()) }
        if let listPolicy { body["listPolicy"] = .string(listPolicy.rawValue) }
        return .object(body)
    }

    /// The body of `POST /rooms` (contract: "The `session-manager-v1` dialect").
    var roomBody: JSONValue {
        var body: [String: JSONValue] = [:]
        let policy = JSONValue.string((joinPolicy ?? .everyone).word)
        body["openPolicy"] = policy
        body["joinPolicy"] = policy
        if let organisation { body["org"] = JSONValue(reference: organisation) }
        if let organisationUnit { body["orgUnit"] = JSONValue(reference: organisationUnit) }
        if let name { body["name"] = .string(name) }
        if let password {
            body["openPwd"] = .string(password.reveal())
            body["joinPwd"] = .string(password.reveal())
        }
        return .object(body)
    }
}

extension JSONValue {
    /// The name of an organisation, a unit, a profile or a skin: an integer where it is one.
    ///
    /// Digits that would not come back as they were, such as `007`, are text.
    init(reference text: String) {
        if let number = Int64(text), String(number) == text { self = .integer(number) } else { self = .string(text) }
    }
}
