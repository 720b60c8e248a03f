package import Meetings

extension WebAddress: ExpressibleByStringInterpolation {
    /// Takes an address of a test's own, which is known to be a good one.
    package init(stringLiteral value: String) {
        do throws(Flaw) {
            try self.init(value)
        } catch {
            preconditionFailure("\(value) \(error.words)")
        }
    }
}
