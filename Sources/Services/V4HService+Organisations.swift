package import Meetings

extension V4HService {
    /// The organisations that the login may see (`GET /orgs`).
    ///
    /// - Returns: The organisations, in the service's order.
    /// - Throws: Why there is no list.
    package func organisations() async throws(ServiceError) -> [Organisation] {
        let answer = try await send(.organisations)
        var organisations: [Organisation] = []
        var isComplete = true
        try answer.elements { document in
            if let organisation = Organisation(document: document) {
                organisations.append(organisation)
            } else {
                isComplete = false
            }
        }
        guard isComplete else { throw answer.unreadable("has an entry without an identifier") }
        return organisations
    }

    /// One organisation (`GET /orgs/{id}`).
    ///
    /// - Parameter id: The organisation.
    /// - Returns: What the service says of it.
    /// - Throws: `ServiceError.refused` with 404 where there is none.
    package func organisation(_ id: String) async throws(ServiceError) -> Organisation {
        try InputCheck.require(id, in: .organisation)
        let answer = try await send(.organisation, id: id)
        guard let organisation = Organisation(document: try answer.document()) else {
            throw answer.unreadable("has no identifier of an organisation")
        }
        return organisation
    }

    /// The conferences of an organisation (`GET /orgs/{id}/sessions`), read off the caller's actor.
    ///
    /// - Parameter organisationID: The organisation.
    /// - Returns: Its conferences, in the service's order.
    /// - Throws: Why there is no list.
    @concurrent package func conferences(of organisationID: String) async throws(ServiceError) -> [Conference] {
        try InputCheck.require(organisationID, in: .organisation)
        return try await send(.organisationConferences, id: organisationID).conferences()
    }
}

extension Organisation {
    /// Reads an organisation; the clients know four names for what it is called.
    init?(document: JSONValue) {
        guard let members = document.sanitized(limit: 1 << 14).members,
            let id = document.text("id", "orgId", "uuid", "_id")
        else {
            return nil
        }
        let names = ["name", "shortname", "alias", "fullname", "fullName"]
        let known = names.first { document[$0]?.text != nil }
        self.init(
            id: SafeText(id, limit: 256).string,
            name: known.flatMap { document[$0]?.safeText } ?? SafeText(id, limit: 256),
            otherFields: members.filter { $0.key != known && $0.key != "id" }
        )
    }
}
