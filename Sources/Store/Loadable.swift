package import Foundation
import Services

/// Something asked of a service: "not asked yet" is not "empty", and a failure does not take away what was there.
package enum Loadable<Value: Sendable>: Sendable {
    case notAsked
    case loading(previous: Value?, at: Date? = nil)
    case loaded(Value, at: Date)
    case failed(Trouble, previous: Value?, at: Date? = nil)

    /// The newest value there is, also while a newer one is on its way or could not be had.
    package var value: Value? {
        switch self {
        case .notAsked: nil
        case .loading(let previous, _), .failed(_, let previous, _): previous
        case .loaded(let value, _): value
        }
    }

    /// When that value was had.
    package var moment: Date? {
        switch self {
        case .notAsked: nil
        case .loading(_, let moment), .failed(_, _, let moment): moment
        case .loaded(_, let moment): moment
        }
    }

    package var isLoading: Bool {
        if case .loading = self { true } else { false }
    }

    package var failure: Trouble? {
        if case .failed(let error, _, _) = self { error } else { nil }
    }

    mutating func begin() { self = .loading(previous: value, at: self.moment) }

    mutating func finish(_ result: Result<Value, ServiceError>, at now: Date) {
        switch result {
        case .success(let value): self = .loaded(value, at: now)
        case .failure(let error): self = .failed(Trouble(error), previous: value, at: moment)
        }
    }
}
