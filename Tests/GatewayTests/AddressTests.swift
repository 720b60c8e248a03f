import Testing

@testable import Gateway

@Suite("Addresses of callers")
struct AddressTests {
    @Test(
        "a range holds the addresses that begin with its bits",
        arguments: [
            ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.1", false),
            ("192.168.1.128/25", "192.168.1.200", true), ("192.168.1.128/25", "192.168.1.100", false),
            ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.2", false),
            ("::1", "::1", true), ("2001:db8::/32", "2001:db8:1::5", true), ("2001:db8::/32", "2001:db9::5", false),
            ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false), ("10.0.0.0/8", "::ffff:10.1.2.3", true),
        ])
    func holds(range: String, address: String, isIn: Bool) throws {
        let range = try #require(AddressRange(range))
        #expect(range.contains(try #require(ClientAddress(address))) == isIn)
    }

    @Test(
        "what is no range is refused",
        arguments: ["", "10.0.0.0/33", "10.0.0.1/8", "10.0.0", "10.0.0.0/", "a.example", "::1/129", "1.2.3.4/-1"])
    func refusesWhatIsNone(text: String) { #expect(AddressRange(text) == nil) }

    @Test("an address is written as it is read", arguments: ["127.0.0.1", "::1", "2001:db8::5", "10.20.30.40"])
    func readsAndWrites(text: String) { #expect(ClientAddress(text)?.description == text) }

    @Test("one IPv6 network counts as one caller")
    func countsNetworks() throws {
        let one = try #require(ClientAddress("2001:db8:1:2::5"))
        let other = try #require(ClientAddress("2001:db8:1:2:ffff::9"))
        #expect(one.counted == other.counted)
    }
}
