import Foundation
import Meetings
import Testing

@testable import PrivateFiles

@Suite("Private folder", .timeLimit(.minutes(10)))
struct PrivateFolderTests {
    private let place = TemporaryFolder()

    @Test("the state folder is where the XDG specification says, and a relative path does not count")
    func stateFolder() {
        #expect(PrivateFolder(environment: ["XDG_STATE_HOME": "/s", "HOME": "/h"]).path == "/s/gavel")
        #expect(PrivateFolder(environment: ["HOME": "/h"]).path == "/h/.local/state/gavel")
        #expect(PrivateFolder(environment: ["XDG_STATE_HOME": "s", "HOME": "/h"]).path == "/h/.local/state/gavel")
        #expect(PrivateFolder(environment: ["XDG_STATE_HOME": "", "HOME": "/h"]).path == "/h/.local/state/gavel")
        #expect(PrivateFolder(environment: ["HOME": ""]).path == NSHomeDirectory() + "/.local/state/gavel")
    }

    @Test("what is written is read again, in a folder and a file that are ours alone")
    func roundTrip() throws {
        let state = place.state
        #expect(try state.read("a.json") == nil)
        #expect(!FileManager.default.fileExists(atPath: state.path))
        try state.replace("a.json", with: Data("one".utf8))
        try state.replace("a.json", with: Data("two".utf8))
        #expect(try state.read("a.json") == Data("two".utf8))
        #expect(permissions(of: state.path) == 0o700 && permissions(of: place.path + "/state") == 0o700)
        #expect(permissions(of: state.path(of: "a.json")) == 0o600)
        #expect(state.names == ["a.json"])
    }

    @Test("removing removes the file and what a killed process left of it, and says whether there was one")
    func removing() throws {
        #expect(try place.state.remove("a") == false)
        try place.state.replace("a", with: Data("x".utf8))
        try place.state.plant(".a.new", "half")
        #expect(try place.state.remove("a") == true)
        #expect(try place.state.remove("a") == false)
        #expect(place.state.names.isEmpty)
    }

    @Test("what a killed process left is taken over, and never read")
    func leftOver() throws {
        let state = try place.madeState()
        try state.plant(".a.new", "half of a secret that is much longer")
        #expect(try state.read("a") == nil)
        try state.replace("a", with: Data("whole".utf8))
        #expect(try state.text(of: "a") == "whole" && state.names == ["a"])
    }

    @Test(
        "a file that others can read or write is refused, and left as it is", arguments: [0o640, 0o604, 0o620, 0o666])
    func looseFile(mode: mode_t) throws {
        let state = try place.madeState()
        try state.plant("a", "old", permissions: mode)
        let path = SafeText(state.path(of: "a"))
        let error = PrivateFileError.tooOpen(path, permissions: Int(mode), isFolder: false)
        #expect(throws: error) { try state.read("a") }
        #expect(throws: error) { try state.replace("a", with: Data("new".utf8)) }
        #expect(throws: error) { try LineFile(folder: state, name: "a").append([Data("new".utf8)]) }
        #expect(try state.text(of: "a") == "old" && state.names == ["a"])
        #expect(error.title.contains("\(path)") && error.title.contains(String(mode, radix: 8)))
        #expect(error.advice.hasSuffix("chmod 600 \(path)"))
    }

    @Test("a file that only its owner cannot write is no danger")
    func strictFile() throws {
        let state = try place.madeState()
        try state.plant("a", "old", permissions: 0o400)
        #expect(try state.read("a") == Data("old".utf8))
    }

    @Test("a folder that others can enter is refused", arguments: [0o755, 0o750, 0o701])
    func looseFolder(mode: mode_t) throws {
        let state = try place.madeState()
        try state.plant("a", "old")
        chmod(state.path, mode)
        let error = PrivateFileError.tooOpen(SafeText(state.path), permissions: Int(mode), isFolder: true)
        #expect(throws: error) { try state.read("a") }
        #expect(throws: error) { try state.replace("a", with: Data()) }
        #expect(throws: error) { try state.remove("a") }
        #expect(error.advice.hasSuffix("chmod 700 \(state.path)"))
    }

    @Test("a symbolic link is not followed, to a file or to a folder")
    func links() throws {
        let state = try place.madeState()
        try state.plant("real", "secret")
        try FileManager.default.createSymbolicLink(
            atPath: state.path(of: "a"), withDestinationPath: state.path(of: "real"))
        let error = PrivateFileError.symbolicLink(SafeText(state.path(of: "a")))
        #expect(throws: error) { try state.read("a") }
        #expect(throws: error) { try state.replace("a", with: Data("new".utf8)) }
        #expect(throws: error) { try LineFile(folder: state, name: "a").append([Data("new".utf8)]) }
        #expect(try state.text(of: "real") == "secret")

        let linked = PrivateFolder(path: place.path + "/linked")
        try FileManager.default.createSymbolicLink(atPath: linked.path, withDestinationPath: state.path)
        #expect(throws: PrivateFileError.symbolicLink(SafeText(linked.path))) { try linked.read("real") }
        #expect(throws: PrivateFileError.symbolicLink(SafeText(linked.path))) { try linked.replace("b", with: Data()) }
    }

    @Test("a dangling link is refused too, and nothing is made where it points")
    func danglingLink() throws {
        let state = try place.madeState()
        try FileManager.default.createSymbolicLink(
            atPath: state.path(of: "a"), withDestinationPath: place.path + "/elsewhere")
        #expect(throws: PrivateFileError.self) { try LineFile(folder: state, name: "a").append([Data("x".utf8)]) }
        #expect(throws: PrivateFileError.self) { try state.replace("a", with: Data("x".utf8)) }
        #expect(!FileManager.default.fileExists(atPath: place.path + "/elsewhere"))
    }

    @Test("a pipe does not make anybody wait, and a folder or a file in the wrong place is said to be one")
    func otherThings() throws {
        let state = try place.madeState()
        mkfifo(state.path(of: "pipe"), 0o600)
        mkdir(state.path(of: "folder"), 0o700)
        for name in ["pipe", "folder"] {
            let error = PrivateFileError.notAFile(SafeText(state.path(of: name)))
            #expect(throws: error) { try state.read(name) }
            #expect(throws: error) { try LineFile(folder: state, name: name).append([Data("x".utf8)]) }
        }
        try state.plant("file", "x")
        let inFile = PrivateFolder(path: state.path(of: "file"))
        #expect(throws: PrivateFileError.notAFolder(SafeText(inFile.path))) { try inFile.replace("a", with: Data()) }
        let below = PrivateFolder(path: state.path(of: "file/gavel"))
        #expect(throws: PrivateFileError.notAFolder(SafeText(below.path))) { try below.replace("a", with: Data()) }
    }

    @Test("what belongs to someone else is refused", .enabled(if: geteuid() == 0, "only root can give a file away"))
    func foreign() throws {
        let state = try place.madeState()
        try state.plant("a", "old")
        chown(state.path(of: "a"), 4711, 4711)
        let error = PrivateFileError.foreign(SafeText(state.path(of: "a")), owner: 4711)
        #expect(throws: error) { try state.read("a") }
        #expect(throws: error) { try state.replace("a", with: Data()) }
        #expect(error.advice.contains("chown"))
        chown(state.path, 4711, 4711)
        #expect(throws: PrivateFileError.foreign(SafeText(state.path), owner: 4711)) { try state.read("a") }
    }

    @Test("changes of many at once are all made, one after the other")
    func changing() async throws {
        var state = place.state
        state.patience = .seconds(60)
        try await withThrowingTaskGroup(of: Void.self) { [state] group in
            for _ in 0..<50 {
                group.addTask { @concurrent in
                    try state.change("count") { old in
                        let count = old.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
                        return Data(String(count + 1).utf8)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try state.text(of: "count") == "50")
        try state.change("count") { _ in nil }
        #expect(state.names.isEmpty)
    }

    @Test("a lock that is not given back is said to be held, and by whom it may be")
    func heldLock() throws {
        var state = try place.madeState()
        state.patience = .milliseconds(20)
        try state.plant("lines", "")
        let folder = try state.openOrMake()
        guard let held = try state.lockedFile("lines", in: folder, O_RDWR) else { return #expect(Bool(false)) }
        let error = PrivateFileError.busy(SafeText(state.path(of: "lines")))
        #expect(throws: error) { try LineFile(folder: state, name: "lines").append([Data("x".utf8)]) }
        _ = consume held
        // A program that another test starts may have a copy of the descriptor for a moment, and with it the lock.
        state.patience = .seconds(60)
        try LineFile(folder: state, name: "lines").append([Data("x".utf8)])
        #expect(try state.text(of: "lines") == "x\n")
    }

    @Test("a path with blanks and quotes is one word in the advice")
    func quoting() {
        let error = PrivateFileError.tooOpen("/home/o'brien s/a", permissions: 0o644, isFolder: false)
        #expect(error.advice.hasSuffix(#"chmod 600 '/home/o'\''brien s/a'"#))
    }
}
