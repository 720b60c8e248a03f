package import Foundation
import Services

/// Something asked of a service: "not asked yet" is not "empty", and a failure does not take away what was there.
package enum Loadable<Value: Sendable>: Sendable {
    case notAsked
    case loading(previous: Value?)
    case loaded(Value, at: Date)
    case failed(Trouble, previous: Value?)

    /// The newest value there is, also while a newer one is on its way or could not be had.
    package var value: Value? {
        switch self {
        case .notAsked: nil
        case .loading(let previous), .failed(_, let previous): previous
        case .loaded(let value, _): value
        }
    }

    package var isLoading: Bool {
        if case .loading = self { true } else { false }
    }

    package var failure: Trouble? {
        if case .failed(let error, _) = self { error } else { nil }
    }

    mutating func begin() { self = .loading(previous: value) }

    mutating func finish(_ result: Result<Value, ServiceError>, at moment: Date) {
        switch result {
        case .success(let value): self = .loaded(value, at: moment)
        case .failure(let error): self = .failed(Trouble(error), previous: value)
        }
    }
}
