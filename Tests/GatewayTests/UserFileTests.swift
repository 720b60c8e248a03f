import Foundation
import Meetings
import PrivateFiles
import Testing

@testable import Gateway

@Suite("The file of users", .timeLimit(.minutes(10)))
struct UserFileTests {
    private let place = SignInFolder()
    private var file: UserFile { UserFile(folder: place.folder) }

    @Test("where there is no file, there is nobody")
    func beginsEmpty() throws { #expect(try file.read().isEmpty) }

    @Test("what was added is read again, and the file is for people and for version control")
    func writes() throws {
        let users = try [
            GatewayUser.quick("zoë", roles: ["member"], rooms: ["team-*"]), GatewayUser.quick("ada"),
        ]
        let book = try file.change { book throws(SignInFileError) in
            for user in users { try book.add(user) }
        }
        #expect(try file.read() == book)
        #expect(book.users.map(\.name) == ["ada", "zoë"])
        #expect(book["zoë"] == users[0])
        let text = try place.text(of: "users.json")
        #expect(text.hasSuffix("}\n") && text.split(separator: "\n").count > 10)
        #expect(
            try #require(text.firstRange(of: "\"ada\"")).lowerBound < #require(text.firstRange(of: "zoë")).lowerBound)
        try file.change { _ in }
        #expect(try place.text(of: "users.json") == text, "a change of nothing changes nothing")
    }

    @Test("a new password, and nothing else, makes a new generation")
    func changesGenerations() throws {
        let ada = try GatewayUser.quick("ada")
        try file.change { book throws(SignInFileError) in try book.add(ada) }
        #expect(try file.read()["ada"]?.generation == ada.generation)
        let password = try PasswordHash(of: Secret("new"), cost: .least)
        try file.change { book throws(SignInFileError) in try book.change("ada", to: password) }
        let changed = try #require(try file.read()["ada"])
        #expect(changed.generation != ada.generation && changed.password == password)
        #expect(changed.roles == ada.roles && changed.rooms == ada.rooms)
        #expect(try GatewayUser.quick("ada").generation != GatewayUser.quick("ada").generation)
    }

    @Test("a name is taken once, and only what is there is removed or changed")
    func refusesEdits() throws {
        let ada = try GatewayUser.quick("ada")
        try file.change { book throws(SignInFileError) in try book.add(ada) }
        let before = try place.text(of: "users.json")
        #expect(throws: SignInFileError.nameTaken("ada")) {
            try file.change { book throws(SignInFileError) in
                try book.remove("ada")
                try book.add(ada)
                try book.add(ada)
            }
        }
        #expect(throws: SignInFileError.noSuchUser("Ada")) {
            try file.change { book throws(SignInFileError) in try book.remove("Ada") }
        }
        #expect(throws: SignInFileError.noSuchUser("bob")) {
            try file.change { book throws(SignInFileError) in try book.change("bob", to: ada.password) }
        }
        #expect(try place.text(of: "users.json") == before)
        try file.change { book throws(SignInFileError) in try book.remove("ada") }
        #expect(try file.read().isEmpty)
    }

    @Test("administrators who change it at once lose nothing")
    func changesAtOnce() async throws {
        let users = try (0..<60).map { try GatewayUser.quick("user-\($0)") }
        let file = file
        await withTaskGroup { group in
            for user in users {
                group.addTask {
                    #expect(throws: Never.self) {
                        try file.change { book throws(SignInFileError) in try book.add(user) }
                    }
                }
            }
        }
        #expect(try file.read() == UserBook(users))
    }

    @Test(
        "a file that holds something else is refused, with the file, the place and the reason",
        arguments: [
            ("", "no JSON"), ("{", "no JSON"), ("[]", "The document"), ("{}", "version is missing"),
            (#"{"version":1}"#, "users is missing"), (#"{"version":2,"users":[]}"#, "version 2"),
            (#"{"version":1,"users":[{}]}"#, "users[0].password is missing"),
            (#"{"version":1,"users":[HASH,HASH]}"#, "There is a user ada already"),
            (#"{"version":1,"users":null}"#, "users is"),
        ])
    func refusesOthers(text: String, reason: String) throws {
        let user = String(decoding: try JSONEncoder().encode(GatewayUser.quick("ada")), as: UTF8.self)
        let text = text.replacingOccurrences(of: "HASH", with: user)
        try place.plant("users.json", text)
        #expect {
            try file.read()
        } throws: { error in
            guard let error = error as? SignInFileError else { return false }
            #expect(error.title.contains("users.json") && error.title.contains(reason), "\(error.title)")
            return true
        }
        #expect(throws: SignInFileError.self) { try file.change { book in book = UserBook() } }
        #expect(try place.text(of: "users.json") == text, "what cannot be read is not overwritten")
    }

    @Test(
        "a user who cannot be is refused, with what is wrong of it",
        arguments: [
            ("name", #""""#, "The user name is empty"), ("name", #""a\u0007""#, "control character"),
            ("name", "5", "users[0].name is of another type"), ("roles", #"["ok",""]"#, "The role is empty"),
            ("roles", "null", "users[0].roles"), ("rooms", #"["a",""]"#, "users[0].rooms[1]"),
            ("generation", #""""#, "users[0].generation"),
            (
                "password",
                #""$scrypt$ln=30,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E""#,
                "users[0].password: It is no hash"
            ),
        ])
    func refusesUsers(member: String, value: String, reason: String) throws {
        var user = ["roles": #"["owner"]"#, "rooms": #"["*"]"#, "generation": #""g""#, "name": #""ada""#]
        user["password"] = "\"\(try PasswordHash(of: Secret("x"), cost: .least).text)\""
        func document() -> String {
            #"{"version":1,"users":[{"# + user.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}]}"
        }
        try place.plant("users.json", document())
        #expect(try file.read()["ada"] != nil)
        user[member] = value
        try place.plant("users.json", document())
        #expect {
            try file.read()
        } throws: { error in
            let title = (error as? SignInFileError)?.title ?? ""
            #expect(title.contains(reason), "\(title)")
            return true
        }
    }

    @Test("a file that others can read is refused")
    func refusesOpenFiles() throws {
        try place.plant("users.json", #"{"version":1,"users":[]}"#, permissions: 0o644)
        #expect(throws: SignInFileError.self) { try file.read() }
    }
}
