import Foundation
import Meetings
import TestSupport
import Testing

@testable import Gateway

@Suite("The access log's records")
struct AccessRecordTests {
    private let moment = Date(timeIntervalSince1970: 1_795_356_300.25)

    private func text(_ record: AccessRecord) -> String { String(decoding: record.line(), as: UTF8.self) }

    @Test("a request is one line of JSON whose members stand in order")
    func line() {
        let record = AccessRecord(
            time: moment, identifier: "4f1c", method: "GET", route: "/callCatchUp/{room}", status: 200,
            seconds: 0.0123456, bytes: 512, client: ClientAddress("192.0.2.7"), user: "maria", room: "Tumor board")
        #expect(
            text(record) == """
                {"time":"2026-11-22T14:05:00.250Z","id":"4f1c","method":"GET","route":"/callCatchUp/{room}",\
                "status":200,"milliseconds":12.346,"bytes":512,"client":"192.0.2.7","user":"maria",\
                "room":"Tumor board"}

                """)
    }

    @Test("what is not known is null, and a path that is none is unknown")
    func unknown() {
        #expect(
            text(AccessRecord(time: moment, identifier: "4f1c", method: "PUT")) == """
                {"time":"2026-11-22T14:05:00.250Z","id":"4f1c","method":"PUT","route":"unknown",\
                "status":0,"milliseconds":0.000,"bytes":0,"client":null,"user":null,"room":null}

                """)
    }

    @Test(
        "a moment is told to the millisecond",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_399.9994, "2000-02-28T23:59:59.999Z"),
            (951_782_399.9996, "2000-02-29T00:00:00.000Z"), (-0.5, "1969-12-31T23:59:59.500Z"),
        ])
    func moments(seconds: Double, stamp: String) {
        let record = AccessRecord(time: Date(timeIntervalSince1970: seconds), identifier: "", method: "")
        #expect(text(record).hasPrefix("{\"time\":\"\(stamp)\""))
    }

    @Test("whatever a caller calls itself, the line is one short line of JSON that harms no terminal")
    func hostile() throws {
        var hostile = HostileText(seed: 5)
        for _ in 0..<500 {
            let words = [hostile.next(), hostile.next(), hostile.next(), hostile.next()]
            let record = AccessRecord(
                time: moment, identifier: words[0], method: words[1], seconds: .infinity, user: words[2],
                room: words[3])
            let line = record.line()
            #expect(line.last == UInt8(ascii: "\n") && line.dropLast().allSatisfy { $0 >= 0x20 && $0 != 0x7F })
            #expect(line.count < 4096)
            let document = try JSONDecoder().decode(JSONValue.self, from: line)
            #expect(document["user"] == .string(SafeText(words[2], limit: 128).string))
            #expect(document["room"] == .string(SafeText(words[3], limit: 128).string))
        }
    }
}
