import Foundation
import Meetings
import Testing

@testable import Gateway

@Suite("Hashes of passwords")
struct PasswordHashTests {
    @Test("scrypt gives what RFC 7914 says")
    func followsTheStandard() throws {
        let cost = try #require(ScryptCost(rounds: 14))
        let bytes = PasswordHash.derive(Secret("pleaseletmein"), salt: Array("SodiumChloride".utf8), cost: cost)
        #expect(
            bytes?.map { String(format: "%02x", $0) }.joined()
                == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2")
    }

    @Test("a hash that another program wrote is read, and knows its password")
    func readsOthers() throws {
        // By passlib's documentation.
        let text =
            "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"
        let hash = try #require(PasswordHash(text))
        #expect(hash.text == text)
        #expect(try knows(hash, "password"))
        #expect(try !knows(hash, "Password"))
    }

    @Test("a password is known again from what was written down")
    func readsOwn() throws {
        let hash = try PasswordHash(of: Secret("grün & günstig"), cost: .least)
        let read = try #require(PasswordHash(hash.text))
        #expect(read == hash)
        #expect(try knows(read, "grün & günstig"))
        #expect(try knows(read, "gru\u{308}n & gu\u{308}nstig"), "the same letters, written otherwise")
        for other in ["grün & günsti", "grun & gunstig", "", "grün & günstig "] {
            #expect(try !knows(read, other))
        }
    }

    @Test("two hashes of one password have nothing in common")
    func saltsAnew() throws {
        let hashes = try (0..<2).map { _ in try PasswordHash(of: Secret("same"), cost: .least) }
        #expect(hashes[0].salt != hashes[1].salt)
        #expect(hashes[0].text != hashes[1].text)
    }

    @Test("what cannot be a password has no hash", arguments: ["", "a\u{0}b", String(repeating: "x", count: 1025)])
    func refusesPasswords(text: String) {
        #expect(throws: GatewayUserFlaw.self) { try PasswordHash(of: Secret(text), cost: .least) }
    }

    @Test(
        "a cost that would eat memory or time is refused",
        arguments: [
            "ln=31,r=8,p=1", "ln=18,r=8,p=1", "ln=17,r=16,p=1", "ln=15,r=8,p=1000", "ln=15,r=1000000,p=1",
            "ln=0,r=8,p=1",
            "ln=-1,r=8,p=1", "ln=15,r=0,p=1", "ln=15,r=8,p=0", "ln=15,r=8", "r=8,ln=15,p=1", "ln=015,r=8,p=1",
            "ln=99999999999999999999,r=8,p=1", "ln=+15,r=8,p=1", "ln=15,r=8,p=1,x=1", "",
        ])
    func refusesCosts(cost: String) throws {
        let usual = try PasswordHash(of: Secret("x"), cost: .least).text
        #expect(PasswordHash(usual) != nil)
        #expect(PasswordHash(usual.replacingOccurrences(of: "ln=1,r=1,p=1", with: cost)) == nil)
    }

    @Test("every cost that is taken can be computed")
    func computesAllShapes() throws {
        for size in 1...16 {
            for parallelism in 1...4 {
                let cost = try #require(ScryptCost(rounds: 1, blockSize: size, parallelism: parallelism))
                #expect(PasswordHash.derive(Secret("x"), salt: [1], cost: cost) != nil, "\(cost)")
            }
        }
    }

    @Test(
        "what is no hash is refused",
        arguments: [
            "", "secret", "$scrypt$",
            "$argon2id$ln=1,r=1,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
            "$scrypt$ln=1,r=1,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5",
            "$scrypt$ln=1,r=1,p=1$aM15713r3Xsvxbi31lqr$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
            "$scrypt$ln=1,r=1,p=1$aM15713r3Xsvxbi31lqr1R$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
            "$scrypt$ln=1,r=1,p=1$aM15713r3Xsvxbi31lqr1Q==$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E=",
            "$scrypt$ln=1,r=1,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E$",
        ])
    func refusesOthers(text: String) { #expect(PasswordHash(text) == nil) }

    @Test("a hash is not printed by accident")
    func hides() throws {
        let hash = try PasswordHash(of: Secret("x"), cost: .least)
        #expect("\(hash) \(String(reflecting: hash))" == "••• •••")
        let user = try GatewayUser.quick("ada")
        var dumped = ""
        dump(user, to: &dumped)
        #expect(!dumped.contains("salt") && !dumped.contains("scrypt"))
    }

    private func knows(_ hash: PasswordHash, _ password: String) throws -> Bool {
        hash.matches(try #require(PasswordHash.derive(Secret(password), salt: hash.salt, cost: hash.cost)))
    }
}
