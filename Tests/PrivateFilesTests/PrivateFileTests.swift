import Foundation
import Meetings
import Testing

@testable import PrivateFiles

@Suite("A private file in any folder", .timeLimit(.minutes(10)))
struct PrivateFileTests {
    private let place = TemporaryFolder()

    private func write(_ text: String, to name: String, isReplacing: Bool = false) throws(PrivateFileError) -> Bool {
        try PrivateFile(path: "\(place.path)/\(name)").write(Data(text.utf8), isReplacing: isReplacing)
    }

    private func text(of name: String) throws -> String {
        try String(contentsOf: URL(fileURLWithPath: "\(place.path)/\(name)"), encoding: .utf8)
    }

    private var names: [String] { PrivateFolder(path: place.path).names }

    @Test("is its owner's alone, whatever the folder's permissions are")
    func permissionsOfFile() throws {
        chmod(place.path, 0o755)
        #expect(try write("one", to: "a.json"))
        #expect(try text(of: "a.json") == "one" && permissions(of: place.path + "/a.json") == 0o600)
        #expect(names == ["a.json"], "nothing else is left")
    }

    @Test("takes no other file's place unless it is to, and then whatever its permissions were")
    func replacing() throws {
        #expect(try write("one", to: "a.json"))
        chmod(place.path + "/a.json", 0o644)
        #expect(try !write("two", to: "a.json"))
        #expect(try text(of: "a.json") == "one" && names == ["a.json"])
        #expect(try write("two", to: "a.json", isReplacing: true))
        #expect(try text(of: "a.json") == "two" && permissions(of: place.path + "/a.json") == 0o600)
        #expect(names == ["a.json"])
    }

    @Test("takes the place of a link, and leaves what that points to")
    func links() throws {
        #expect(try write("one", to: "a"))
        symlink(place.path + "/a", place.path + "/b")
        #expect(try !write("two", to: "b"))
        #expect(try write("two", to: "b", isReplacing: true))
        #expect(try text(of: "a") == "one" && text(of: "b") == "two")
        symlink(place.path + "/nowhere", place.path + "/c")
        #expect(try !write("three", to: "c"))
    }

    @Test("is refused where there is no folder, or a folder stands in its place, with what to do")
    func refused() throws {
        mkdir(place.path + "/d", 0o700)
        for isReplacing in [false, true] {
            do throws(PrivateFileError) {
                _ = try write("x", to: "no/a.json", isReplacing: isReplacing)
                Issue.record("it was written")
            } catch {
                #expect(error == .noFolder(SafeText(place.path + "/no")))
                #expect(error.advice.contains("mkdir -p \(place.path)/no"))
            }
            #expect(throws: PrivateFileError.notAFile(SafeText(place.path + "/d"))) {
                try write("x", to: "d", isReplacing: isReplacing)
            }
            #expect(throws: PrivateFileError.notAFolder(SafeText("/dev/null"))) {
                try PrivateFile(path: "/dev/null/a").write(Data(), isReplacing: isReplacing)
            }
        }
        #expect(names == ["d"])
    }
}
