/// An organisation that owns conferences (`GET /orgs`).
package struct Organisation: Hashable, Sendable, Identifiable {
    package var id: String
    package var name: SafeText
    package var otherFields: [String: JSONValue]

    package init(id: String, name: SafeText, otherFields: [String: JSONValue] = [:]) {
        self.id = id
        self.name = name
        self.otherFields = otherFields
    }
}
