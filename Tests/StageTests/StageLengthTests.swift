import Stage
import Testing

@Suite("Lengths in the page")
struct StageLengthTests {
    @Test(
        "a length is written in pixels or per cent, and in nothing else",
        arguments: [
            ("640", "640px"), ("640px", "640px"), ("75%", "75%"), ("100%", "100%"), ("0%", nil), ("101%", nil),
            ("0", nil), ("20000", nil), ("-3", nil), ("12em", nil), ("", nil), ("px", nil), ("%", nil),
        ] as [(String, String?)])
    func lengths(text: String, length: String?) {
        #expect(StageLength(text)?.description == length)
    }
}
