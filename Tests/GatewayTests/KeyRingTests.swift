import Foundation
import Meetings
import PrivateFiles
import Testing

@testable import Gateway

@Suite("The keys of a gateway", .timeLimit(.minutes(10)))
struct KeyRingTests {
    private let place = SignInFolder()
    private let start = Date(timeIntervalSince1970: 1_800_000_000.7)
    private var file: KeyFile { KeyFile(folder: place.folder) }

    @Test("the first to ask makes the key, and it stays")
    func makesOnce() throws {
        let ring = try file.readOrMake(now: start)
        #expect(ring.keys.count == 1 && ring.keys[0].bytes.count == 32)
        #expect(ring.signer(at: start) == ring.keys[0])
        #expect(try file.readOrMake(now: start + 100) == ring)
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test("gateways that start at once on a new folder have the same key")
    func makesOneForAll() async throws {
        let (file, start) = (file, start)
        let rings = await withTaskGroup { group in
            for _ in 0..<40 { group.addTask { try? file.readOrMake(now: start) } }
            return await group.reduce(into: Set<KeyRing?>()) { $0.insert($1) }
        }
        #expect(rings.count == 1 && !rings.contains(nil))
    }

    @Test("a new key signs when its time has come, and verifies before")
    func rotates() throws {
        let old = try file.readOrMake(now: start)
        let ring = try file.rotate(now: start + 100, refreshLifetime: .seconds(3600))
        #expect(ring.keys.count == 2 && ring.keys[0] == old.keys[0])
        #expect(ring.signer(at: start + 100) == old.keys[0])
        #expect(ring.signer(at: start + 698) == old.keys[0])
        #expect(ring.signer(at: start + 700) == ring.keys[1])
        #expect(ring.signer(at: start - 1000) == old.keys[0], "a clock that is behind has a key, too")
        #expect(try file.readOrMake(now: start) == ring)
    }

    @Test("no key goes while logins last that were signed with it, unless that is wanted")
    func keepsKeysInUse() throws {
        let lifetime = Duration.seconds(3600)
        let first = try file.readOrMake(now: start).keys[0]
        let second = try file.rotate(now: start, refreshLifetime: lifetime).keys[1]
        for now in [start + 1, second.begins, second.begins + 3599] {
            #expect(throws: SignInFileError.keyInUse(until: second.begins + 3600)) {
                try file.rotate(now: now, refreshLifetime: lifetime)
            }
        }
        #expect(try file.readOrMake(now: start).keys == [first, second])
        let later = try file.rotate(now: second.begins + 3600, refreshLifetime: lifetime)
        #expect(later.keys.first == second && later.keys.count == 2)
        let forced = try file.rotate(now: second.begins + 3601, refreshLifetime: lifetime, isForced: true)
        #expect(forced.keys.first == later.keys.last && forced.keys.count == 2)
        #expect(forced.keys[0].begins <= forced.keys[1].begins)
    }

    @Test(
        "a file that holds something else is refused, and not overwritten",
        arguments: [
            ("", "no JSON"), (#"{"version":1,"keys":[]}"#, "0 keys"), (#"{"version":3,"keys":[]}"#, "version 3"),
            (#"{"version":1,"keys":[KEY,KEY]}"#, "two of one name"), (#"{"version":1}"#, "keys is missing"),
            (#"{"version":1,"keys":[{"id":"","begins":"2026-11-22T00:00:00Z","secret":"SECRET"}]}"#, "keys[0].id"),
            (#"{"version":1,"keys":[{"id":"a","begins":"now","secret":"SECRET"}]}"#, "keys[0]: "),
            (
                #"{"version":1,"keys":[{"id":"a","begins":"2026-11-22T00:00:00Z","secret":"c2hvcnQ="}]}"#,
                "keys[0].secret"
            ),
        ])
    func refusesOthers(text: String, reason: String) throws {
        let secret = Data(repeating: 7, count: 32).base64EncodedString()
        let key = #"{"id":"a","begins":"2026-11-22T00:00:00Z","secret":"SECRET"}"#
        let text = text.replacingOccurrences(of: "KEY", with: key).replacingOccurrences(of: "SECRET", with: secret)
        try place.plant("keys.json", text)
        for call in [{ try file.readOrMake(now: start) }, { try file.rotate(now: start, refreshLifetime: .zero) }] {
            #expect {
                try call()
            } throws: { error in
                let title = (error as? SignInFileError)?.title ?? ""
                #expect(title.contains("keys.json") && title.contains(reason), "\(title)")
                return !title.contains(secret)
            }
        }
        #expect(try place.text(of: "keys.json") == text)
    }

    @Test("a key is not printed by accident")
    func hides() throws {
        let ring = KeyRing(now: start)
        var dumped = "\(ring)"
        dump(ring, to: &dumped)
        #expect(!dumped.contains(ring.keys[0].secret.reveal()))
    }
}
