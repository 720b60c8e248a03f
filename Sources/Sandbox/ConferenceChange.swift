import Meetings

/// What a create or update body asks for (contract: "the create body").
struct ConferenceChange: Sendable {
    var name: String?
    var organisation: String?
    var unit: String?
    var profile: String?
    var skin: String?
    var joinPolicy: String?
    var listPolicy: String?
    var allowedUnits: [String]?
    var joinPassword: String?
    var openPassword: String?

    /// The policies of the classic dialect.
    static let joinPolicies = ["PUBLIC", "ORG", "ORGUNIT", "RESTRICT", "SESSIONPWD"]
    static let listPolicies = ["PUBLIC", "SHARED", "PRIVATE"]

    /// Reads the body of the classic dialect, in both of its forms.
    ///
    /// Members that the contract does not name are let pass.
    ///
    /// - Throws: 400 for a member of the wrong type, a policy nobody knows, or one that lacks what belongs to it.
    init(classic body: [String: JSONValue]) throws(SandboxRefusal) {
        name = try body.optionalText("name")
        organisation = try body.optionalIdentifier("org")
        unit = try body.optionalIdentifier("orgUnit")
        let older = (profile: try body.optionalInteger("profileId"), skin: try body.optionalInteger("skinId"))
        profile = try body.optionalIdentifier("profile") ?? older.profile
        skin = try body.optionalIdentifier("skin") ?? older.skin
        joinPolicy = try body.optionalWord("joinPolicy", of: ConferenceChange.joinPolicies)
        listPolicy = try body.optionalWord("listPolicy", of: ConferenceChange.listPolicies)
        allowedUnits = try body.optionalIdentifiers("allowJoinOu")
        joinPassword = try body.optionalText("password")
        if joinPolicy == "ORGUNIT", allowedUnits?.isEmpty ?? true {
            throw .badRequest("The policy ORGUNIT needs “allowJoinOu”, an array that is not empty.")
        }
        if joinPolicy == "SESSIONPWD", joinPassword?.isEmpty ?? true {
            throw .badRequest("The policy SESSIONPWD needs “password”, a text that is not empty.")
        }
    }

    /// Reads the body of `POST /rooms` of the `session-manager-v1` dialect.
    ///
    /// - Throws: 400 for a member that is missing or of the wrong type.
    init(room body: [String: JSONValue]) throws(SandboxRefusal) {
        guard let organisation = try body.optionalIdentifier("org") else { throw .badRequest("“org” is missing.") }
        guard let unit = try body.optionalIdentifier("orgUnit") else { throw .badRequest("“orgUnit” is missing.") }
        self.organisation = organisation
        self.unit = unit
        name = try body.optionalText("name")
        joinPolicy = try body.requiredText("joinPolicy")
        _ = try body.requiredText("openPolicy")
        joinPassword = try body.optionalText("joinPwd")
        openPassword = try body.optionalText("openPwd")
        switch body["lobbyEnabled"] {
        case nil, .null?, .bool?: break
        default: throw .badRequest("“lobbyEnabled” must be true or false.")
        }
    }

    /// Writes what was asked for into a conference, and leaves the rest as it is.
    func apply(to conference: inout HostedConference) {
        if let name { conference.name = name }
        if let organisation { conference.organisation = ConferenceChange.organisation(organisation) }
        if let unit { setUnit(unit, of: &conference) }
        if let profile { conference.profile = profile }
        if let skin { conference.skin = skin }
        if let listPolicy { conference.policies.listPolicy = listPolicy }
        if let joinPolicy {
            conference.policies.joinPolicy = joinPolicy
            // What belonged to the policy before goes with it.
            conference.policies.allowedUnits = []
            conference.policies.joinPassword = nil
        }
        if let allowedUnits { conference.policies.allowedUnits = allowedUnits }
        if let joinPassword, !joinPassword.isEmpty { conference.policies.joinPassword = joinPassword }
        if let openPassword, !openPassword.isEmpty { conference.policies.openPassword = openPassword }
    }

    /// A unit is known by number or name; a number belongs to one organisation alone, and brings it along.
    private func setUnit(_ word: String, of conference: inout HostedConference) {
        for organisation in HostedOrganisation.all {
            guard let unit = organisation.units.first(where: { $0.name == word || $0.number.map(String.init) == word })
            else { continue }
            conference.unit = unit
            if self.organisation == nil { conference.organisation = organisation.reference }
            return
        }
        conference.unit = OrganisationReference(number: Int(word), name: word)
    }

    private static func organisation(_ word: String) -> OrganisationReference {
        HostedOrganisation.all.first { $0.isMeant(by: word) }?.reference
            ?? OrganisationReference(number: Int(word), name: word)
    }
}

extension [String: JSONValue] {
    fileprivate func optionalInteger(_ name: String) throws(SandboxRefusal) -> String? {
        switch self[name] {
        case nil, .null?: return nil
        case .integer(let number)?: return String(number)
        default: throw .badRequest("“\(name)” must be an integer.")
        }
    }

    fileprivate func optionalWord(_ name: String, of words: [String]) throws(SandboxRefusal) -> String? {
        guard let word = try optionalText(name) else { return nil }
        guard words.contains(word) else {
            throw .badRequest("“\(name)” must be one of \(words.joined(separator: ", ")).")
        }
        return word
    }

    fileprivate func optionalIdentifiers(_ name: String) throws(SandboxRefusal) -> [String]? {
        switch self[name] {
        case nil, .null?: return nil
        case .array(let items)?:
            var identifiers: [String] = []
            for item in items {
                switch item {
                case .string(let text) where !text.isEmpty: identifiers.append(text)
                case .integer(let number): identifiers.append(String(number))
                default: throw .badRequest("“\(name)” must be an array of texts or integers.")
                }
            }
            return identifiers
        default: throw .badRequest("“\(name)” must be an array.")
        }
    }
}
