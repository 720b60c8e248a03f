import Foundation
import Meetings

/// A record in either vocabulary, or in a mixture (contract: "The conference record").
///
/// A member that is not known, or whose value is not what its name promises, is kept in `otherFields`.
struct WireConference {
    /// Nil where nothing identifies the conference.
    let conference: Conference?

    /// Reads a record; nil where the document is none.
    init?(_ document: JSONValue) {
        guard var reader = RecordReader(document) else { return nil }
        let id = reader.wireText(.sessionId, .id, .sessionID, .uuid, .underscoreID)
        let short = reader.wireText(.short)
        guard let identifier = id ?? short else {
            conference = nil
            return
        }
        var conference = Conference(id: ConferenceIdentifier(identifier), room: short.map { SafeText($0) })
        conference.name = reader.text(.name)
        conference.owner = reader.text(.owner, .org, .orgId)
        conference.ownerUnit = reader.text(.orgUnit, .ouId)
        conference.created = reader.date(.created)
        conference.firstJoined = reader.date(.firstJoin)
        conference.started = reader.date(.started)
        conference.ended = reader.date(.ended, .endend, .finished)
        conference.recordingLocation = reader.text(.urlStorage)
        conference.evidence.hash = reader.text(.hash)
        conference.evidence.hashType = reader.text(.hashType)
        conference.evidence.ledgerIdentifier = reader.text(.ledgerIdentifier)
        conference.evidence.ledgerType = reader.text(.ledgerType)
        conference.joinPolicy = reader.text(.joinPolicy)
        conference.listPolicy = reader.text(.listPolicy)
        conference.allowedUnits = reader.texts(.allowJoinOu)
        conference.state =
            reader.text(.state, .status).map { ConferenceState($0.string) } ?? ConferenceState(timesOf: conference)
        conference.otherFields = reader.rest()
        self.conference = conference
    }
}

extension ConferenceState {
    /// What the times say where the service says nothing.
    fileprivate init(timesOf conference: Conference) {
        if conference.ended != nil {
            self = .finished
        } else if conference.started != nil || conference.firstJoined != nil {
            self = .started
        } else {
            self = conference.created == nil ? .unknown : .ready
        }
    }
}

extension ServiceAnswer {
    /// The conferences of a list.
    ///
    /// - Throws: `ServiceError.unreadable` where it is no list, or something in it is no conference.
    func conferences() throws(ServiceError) -> [Conference] {
        var conferences: [Conference] = []
        var problem: String?
        try elements { document in
            guard problem == nil else { return }
            let place = "(number \(conferences.count + 1))"
            guard let record = WireConference(document) else {
                problem = "is not of the expected shape \(place)"
                return
            }
            if let conference = record.conference {
                conferences.append(conference)
            } else {
                problem = "has an entry without an identifier \(place)"
            }
        }
        if let problem { throw unreadable(problem) }
        return conferences
    }

    /// The record of one conference, with the whole of its document for the raw view.
    func record() throws(ServiceError) -> ConferenceRecord {
        let document = try document()
        return ConferenceRecord(conference: try conference(in: document), document: document.sanitized)
    }

    /// The conference of a document.
    ///
    /// - Throws: `ServiceError.unreadable` where it is no record, or has no identifier.
    func conference(in document: JSONValue) throws(ServiceError) -> Conference {
        guard let record = WireConference(document) else { throw unreadable("is not of the expected shape") }
        guard let conference = record.conference else { throw unreadable("has no identifier of a conference") }
        return conference
    }
}
