/// What it costs to compute scrypt once (RFC 7914, section 2).
package struct ScryptCost: Hashable, Sendable {
    /// The logarithm, to the base of two, of the number of rounds (N).
    package let rounds: Int

    /// The size of a block, in 128 bytes (r).
    package let blockSize: Int

    /// How often the whole is done (p).
    package let parallelism: Int

    /// The usual cost: 32 MiB, and a good part of a tenth of a second.
    package static let usual = ScryptCost(unchecked: 15, blockSize: 8, parallelism: 1)

    /// The most bytes that one computation may take.
    private static let mostMemory = 128 << 20

    private init(unchecked rounds: Int, blockSize: Int, parallelism: Int) {
        self.rounds = rounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// Takes a cost; nil where a computation would take too much memory or time, or cannot be done.
    ///
    /// - Parameters:
    ///   - rounds: The logarithm of the number of rounds.
    ///   - blockSize: The size of a block, in 128 bytes.
    ///   - parallelism: How often the whole is done.
    package init?(rounds: Int, blockSize: Int = 8, parallelism: Int = 1) {
        guard (1...20).contains(rounds), (1...16).contains(blockSize), (1...4).contains(parallelism),
            128 * blockSize << rounds <= ScryptCost.mostMemory
        else { return nil }
        self.init(unchecked: rounds, blockSize: blockSize, parallelism: parallelism)
    }
}

extension ScryptCost: CustomStringConvertible {
    /// The cost as it is written down.
    package var description: String { "ln=\(rounds),r=\(blockSize),p=\(parallelism)" }

    /// Reads a cost as it is written down.
    init?(_ text: Substring) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 3, let rounds = parts[0].number(after: "ln="), let size = parts[1].number(after: "r="),
            let parallelism = parts[2].number(after: "p=")
        else { return nil }
        self.init(rounds: rounds, blockSize: size, parallelism: parallelism)
    }
}

extension ScryptCost: Comparable {
    package static func < (left: ScryptCost, right: ScryptCost) -> Bool {
        (left.rounds, left.blockSize, left.parallelism) < (right.rounds, right.blockSize, right.parallelism)
    }
}

extension Substring {
    /// The number that follows a name, written as one writes it.
    fileprivate func number(after name: String) -> Int? {
        guard hasPrefix(name), let number = Int(dropFirst(name.count)), "\(name)\(number)" == self else { return nil }
        return number
    }
}
