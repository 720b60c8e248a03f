import Foundation

/// A call of the system's that failed, or something that did not come in time.
package struct SystemFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }

    /// A call that has just set `errno`, or returned an error's number.
    package init(call: String, code: Int32 = errno) {
        description = "\(call): \(String(cString: strerror(code)))"
    }
}
