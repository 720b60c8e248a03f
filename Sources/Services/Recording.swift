package import Foundation
package import Meetings

/// A recording of a conference, as the session manager lists it.
package struct Recording: Hashable, Sendable {
    package var location: SafeText?
    package var evidence: IntegrityEvidence
    package var created: Date?

    /// Everything the service said of it.
    package var document: JSONValue

    init(document: JSONValue) {
        location = document["urlStorage"]?.safeText ?? document["url"]?.safeText
        evidence = IntegrityEvidence(
            hash: document["hash"]?.safeText,
            hashType: document["hashType"]?.safeText,
            ledgerIdentifier: document["DLTId"]?.safeText,
            ledgerType: document["DLTType"]?.safeText
        )
        created = document["created"].flatMap(WireDate.date)
        self.document = document.sanitized
    }
}
