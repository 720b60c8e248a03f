import Foundation

/// Writes conferences as the services do.
struct RecordWriter: Sendable {
    let vocabulary: RecordVocabulary

    /// Where recordings are found.
    let origin: String

    /// Recordings that are stored later are not there yet.
    let now: Date

    private static let plain = Date.ISO8601FormatStyle()
    private static let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    /// Writes the record of a conference.
    func write(_ conference: HostedConference, to writer: inout JSONWriter) {
        let form = RecordForm(vocabulary, number: conference.number)
        writer.object { object in
            object.name(form.identifier)
            reference(number: form.isNumeric ? Int(conference.id) : nil, name: conference.id, to: &object)
            if !form.isSeedOnly {
                // A server that knows next to nothing of a conference has no room for it either.
                object.member("short", conference.created == nil ? nil : conference.short)
                object.member("name", conference.name)
            }
            object.name(form.owner)
            reference(conference.organisation, form, to: &object)
            object.member(form.state, conference.state?.word)
            moment("created", conference.created, form, to: &object)
            moment(form.ended, conference.finished, form, to: &object)
            if !form.isSeedOnly { writeClientFields(of: conference, form, to: &object) }
            writeEvidence(of: conference, to: &object)
        }
    }

    /// Writes where the recording lies and what proves it, or nulls until it is stored.
    func writeEvidence(of conference: HostedConference, to object: inout JSONWriter) {
        let recording = conference.recording.flatMap { $0.stored <= now ? $0 : nil }
        object.member("urlStorage", recording.map { _ in "\(origin)/recordings/\(conference.id).webm" })
        object.member("hash", recording?.hash)
        object.member("hashType", recording.map { _ in StoredRecording.hashType })
        object.member("DLTId", recording?.ledgerIdentifier)
        object.member("DLTType", recording?.ledgerType)
    }

    private func writeClientFields(of conference: HostedConference, _ form: RecordForm, to object: inout JSONWriter) {
        object.name(form.unit)
        reference(conference.unit, form, to: &object)
        moment("firstJoin", conference.firstJoined, form, to: &object)
        moment("started", conference.started, form, to: &object)
        object.member("joinPolicy", conference.state == nil ? nil : conference.policies.joinPolicy)
        object.member("listPolicy", conference.state == nil ? nil : conference.policies.listPolicy)
        object.name("allowJoinOu")
        object.array(conference.policies.allowedUnits) { $0.string($1) }
        if form.isNumeric {
            object.name("profileId")
            reference(number: conference.profile.flatMap { Int($0) }, name: conference.profile, to: &object)
            object.name("skinId")
            reference(number: conference.skin.flatMap { Int($0) }, name: conference.skin, to: &object)
        } else {
            object.member("profile", conference.profile)
            object.member("skin", conference.skin)
        }
    }

    private func reference(_ value: OrganisationReference?, _ form: RecordForm, to object: inout JSONWriter) {
        reference(number: form.isNumeric ? value?.number : nil, name: value?.name, to: &object)
    }

    private func reference(number: Int?, name: String?, to object: inout JSONWriter) {
        if let number {
            object.integer(number)
        } else if let name {
            object.string(name)
        } else {
            object.null()
        }
    }

    private func moment(_ name: StaticString, _ date: Date?, _ form: RecordForm, to object: inout JSONWriter) {
        object.name(name)
        guard let date else {
            object.null()
            return
        }
        switch form.moments {
        case .text: object.string(date.formatted(RecordWriter.plain))
        case .textWithFraction: object.string(date.formatted(RecordWriter.fractional))
        case .seconds: object.integer(Int(date.timeIntervalSince1970))
        case .milliseconds: object.integer(Int(date.timeIntervalSince1970 * 1_000))
        }
    }
}
