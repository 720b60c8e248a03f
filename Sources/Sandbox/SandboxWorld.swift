import Foundation

/// What all dialects of one run share.
struct SandboxWorld: Sendable {
    let configuration: SandboxConfiguration
    let address: SandboxAddress
    let conferences: ConferenceBook
    let logins: LoginBook
    let mint: TokenMint
    let faults: FaultBook

    /// Writes records as the clock stands now.
    var records: RecordWriter {
        RecordWriter(
            vocabulary: configuration.vocabulary,
            origin: "http://\(address.domain)",
            now: configuration.clock()
        )
    }

    /// An array of records.
    func list(_ conferences: [HostedConference]) -> SandboxAnswer {
        let records = records
        return .json { writer in
            writer.reserve(conferences.count * 600)
            writer.array(conferences) { records.write($1, to: &$0) }
        }
    }

    /// One record.
    func record(_ conference: HostedConference) -> SandboxAnswer {
        let records = records
        return .json { records.write(conference, to: &$0) }
    }

    /// The address of a meeting's page, with a token.
    func meetingURL(room: String, token: String) -> String {
        let room = room.addingPercentEncoding(withAllowedCharacters: .unreserved) ?? room
        return "http://\(address.domain)/\(room)?jwt=\(token)"
    }
}

extension CharacterSet {
    /// The characters that stand for themselves in any part of a URL (RFC 3986, section 2.3).
    static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )
}

extension SandboxWorld {
    /// The calls that both dialects of V4H have in common: listing, a record and its change, leaving, the
    /// organisations.
    var sharedRoutes: [SandboxRoute] {
        [
            SandboxRoute([.list], "GET", "sessions") { request, _, _ throws(SandboxRefusal) in
                list(conferences.conferences(limit: try request.limit()))
            },
            SandboxRoute([.find], "GET", "sessions/:") { _, parameters, _ throws(SandboxRefusal) in
                record(try conferences.conference(parameters[0]))
            },
            SandboxRoute([.update], "PUT", "sessions/:") { request, parameters, _ throws(SandboxRefusal) in
                _ = try conferences.conference(parameters[0])
                try conferences.update(parameters[0], try ConferenceChange(classic: try request.object()))
                return .noContent
            },
            SandboxRoute([.leave], "POST", "sessions/:/left") { request, parameters, _ throws(SandboxRefusal) in
                _ = try conferences.conference(parameters[0])
                guard try request.object().optionalIdentifier("partId") != nil else {
                    throw .badRequest("“partId” is missing.")
                }
                return .noContent
            },
            SandboxRoute([.organisations], "GET", "orgs") { _, _, _ throws(SandboxRefusal) in
                .json { $0.array(HostedOrganisation.all) { $1.write(to: &$0) } }
            },
            SandboxRoute([.organisation], "GET", "orgs/:") { _, parameters, _ throws(SandboxRefusal) in
                let organisation = try HostedOrganisation.named(parameters[0])
                return .json { organisation.write(to: &$0) }
            },
            SandboxRoute([.organisationConferences], "GET", "orgs/:/sessions") {
                request, parameters, _ throws(SandboxRefusal) in
                let organisation = try HostedOrganisation.named(parameters[0])
                let limit = try request.limit() ?? .max
                let owned = conferences.conferences().filter { $0.organisation == organisation.reference }
                return list(Array(owned.prefix(limit)))
            },
        ]
    }
}

extension SandboxRequest {
    /// The `limit` of a list, or nil where none was asked for.
    ///
    /// - Throws: 400 for anything but a number that is not negative.
    fileprivate func limit() throws(SandboxRefusal) -> Int? {
        guard let text = query["limit"] else { return nil }
        guard let limit = Int(text), limit >= 0 else {
            throw .badRequest("“limit” must be a whole number that is not negative.")
        }
        return limit
    }
}

extension HostedOrganisation {
    /// The organisation with a number or a name.
    ///
    /// - Throws: 404 where there is none.
    fileprivate static func named(_ word: String) throws(SandboxRefusal) -> HostedOrganisation {
        guard let found = all.first(where: { $0.isMeant(by: word) }) else {
            throw .notFound("There is no organisation “\(word)”.")
        }
        return found
    }

    /// Writes it as the service does; the members are those of the shipped clients, and `name`.
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { object in
            object.member("id", number)
            object.member("name", name)
            object.member("shortname", shortName)
            object.member("fullname", name)
            object.member("alias", nil as String?)
            object.member("type", "J")
            object.member("planId", 1)
            object.member("admin", 1)
            object.member("reg", "000000000\(number)")
            object.member("logo", nil as String?)
        }
    }
}
