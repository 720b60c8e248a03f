package import Stage

extension MeetingOrigin {
    /// Whether nobody on the way can listen: it is reached by https, or on this machine.
    package var isConfidential: Bool {
        if text.lowercased().hasPrefix("https://") { return true }
        return isOfThisMachine
    }

    /// Whether it is on this machine, by one of its own names.
    var isOfThisMachine: Bool {
        guard text.lowercased().hasPrefix("http://") else { return false }
        let authority = text.dropFirst("http://".count).lowercased()
        return ["127.0.0.1", "localhost", "[::1]"].contains { name in
            authority == name || authority.hasPrefix(name + ":")
        }
    }

    /// Takes the address at which browsers reach a gateway; nil where it is none, has a path, or is not confidential.
    ///
    /// - Parameter address: The address, as browsers write an origin but with or without a slash at its end.
    package init?(publicAddress address: String) {
        self.init(address.lowercased())
        guard isConfidential else { return nil }
    }
}
