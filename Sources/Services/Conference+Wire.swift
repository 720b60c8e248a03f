import Foundation
import Meetings

/// A record in either vocabulary, or in a mixture (contract: "The conference record").
///
/// A member that is not known, or whose value is not what its name promises, is kept in `otherFields`.
struct WireConference: Decodable {
    /// Nil where nothing identifies the conference.
    let conference: Conference?

    init(from decoder: any Decoder) throws {
        var reader = try RecordReader(decoder)
        let id = reader.text(.sessionId, .id, .sessionID, .uuid, .underscoreID)
        let room = reader.text(.short)
        guard let identifier = id ?? room else {
            conference = nil
            return
        }
        var conference = Conference(id: ConferenceIdentifier(identifier.string), room: room)
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
        let records = try decode([WireConference].self)
        var conferences: [Conference] = []
        conferences.reserveCapacity(records.count)
        for (index, record) in records.enumerated() {
            guard let conference = record.conference else {
                throw unreadable("has an entry without an identifier (number \(index + 1))")
            }
            conferences.append(conference)
        }
        return conferences
    }

    /// The record of one conference, with the whole of its document for the raw view.
    func record() throws(ServiceError) -> ConferenceRecord {
        guard let conference = try decode(WireConference.self).conference else {
            throw unreadable("has no identifier of a conference")
        }
        return ConferenceRecord(conference: conference, document: try document().sanitized)
    }
}
