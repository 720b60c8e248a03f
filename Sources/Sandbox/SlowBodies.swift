import FlyingFox
import FlyingSocks
import Foundation

/// A body that comes byte by byte.
struct DrippingBody: AsyncBufferedSequence {
    typealias Element = UInt8

    let bytes: Data
    let pause: Duration

    func makeAsyncIterator() -> Iterator { Iterator(rest: bytes[...], pause: pause) }

    struct Iterator: AsyncBufferedIteratorProtocol {
        var rest: Data
        let pause: Duration

        mutating func next() async throws -> UInt8? {
            guard !rest.isEmpty else { return nil }
            try await Task.sleep(for: pause)
            return rest.removeFirst()
        }

        mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? { try await next().map { [$0] } }
    }
}

/// A body behind blanks, which are made as they are sent.
struct PaddedBody: AsyncBufferedSequence {
    typealias Element = UInt8

    let padding: Int
    let bytes: Data

    func makeAsyncIterator() -> Iterator { Iterator(padding: padding, rest: bytes) }

    struct Iterator: AsyncBufferedIteratorProtocol {
        var padding: Int
        var rest: Data

        mutating func next() async throws -> UInt8? { try await nextBuffer(suggested: 1)?.first }

        mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
            try Task.checkCancellation()
            if padding > 0 {
                let blanks = Swift.min(padding, count)
                padding -= blanks
                return Array(repeating: UInt8(ascii: " "), count: blanks)
            }
            guard !rest.isEmpty else { return nil }
            let next = Array(rest.prefix(count))
            rest = rest.dropFirst(next.count)
            return next
        }
    }
}
