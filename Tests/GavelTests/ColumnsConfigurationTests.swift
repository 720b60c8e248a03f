import Store
import Testing

@testable import gavel

@Suite("Columns in the configuration")
struct ColumnsConfigurationTests {
    private func columns(_ text: String) throws -> [ColumnChoice] {
        try Configuration.decode(text, file: "c.yaml").columns
    }

    /// What a configuration with these columns is refused for, one problem a line.
    private func refusal(_ text: String) -> String {
        do throws(ConfigurationError) {
            _ = try Configuration.decode(text, file: "c.yaml")
            return ""
        } catch {
            return error.description
        }
    }

    @Test("are names, alone or with a width, on one line or on several")
    func right() throws {
        let chosen = [ColumnChoice(.state), ColumnChoice(.owner, width: 20), ColumnChoice(.identifier)]
        #expect(try columns("columns: [state, owner: 20, id]") == chosen)
        #expect(try columns("columns:\n  - state\n  - owner: 20\n  - id\n") == chosen)
        #expect(try columns("columns: [may-join, join-policy: 12]".replacing(", join-policy: 12", with: "")).count == 1)
        #expect(try columns("theme: default") == ColumnChoice.standard)
    }

    @Test("with unknown names are refused with their line and the nearest right word")
    func unknown() {
        #expect(refusal("columns: [state, ownr]") == "c.yaml:1: columns.ownr: is no column; write owner")
        #expect(
            refusal("columns:\n  - state\n  - crated: 20\n")
                == "c.yaml:3: columns.crated: is no column; write created")
        #expect(
            refusal("columns: [xyzzy]")
                == "c.yaml:1: columns.xyzzy: is no column; "
                + "write one of state, id, room, owner, created, lasted, may-join, from")
    }

    @Test("that stand twice are refused, by whatever name")
    func twice() {
        #expect(
            refusal("columns:\n  - owner\n  - owner: 20\n")
                == "c.yaml:3: columns.owner: stands more than once in the list; keep one of them")
        #expect(refusal("columns: [id, identifier]").contains("columns.identifier: stands more than once"))
    }

    @Test("that would cut a date, or are no widths, are refused")
    func widths() {
        #expect(
            refusal("columns: [created: 10]")
                == "c.yaml:1: columns.created: “10” will not do; write a width of 16 to 200 cells, or created alone")
        for wrong in ["owner: 3", "owner: 201", "owner: wide", "state: 6", "lasted: -1"] {
            #expect(refusal("columns: [\(wrong)]").contains("will not do"), "\(wrong)")
        }
        #expect(refusal("columns: []").contains("columns: has no value"))
        #expect(refusal("columns: state").contains("columns: is not a list"))
        #expect(refusal("columns: [[state]]").contains("columns: has an item that is not a name"))
    }
}
