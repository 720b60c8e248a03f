package import Foundation

/// What a process uses at one moment, as the kernel tells it (proc(5)).
package struct ProcessUsage: Hashable, Sendable, CustomStringConvertible {
    /// All pages of it in memory, in bytes (`VmRSS`).
    package let resident: Int
    /// As above, without what comes from files: heap, stacks, and what was written to (`RssAnon`).
    package let anonymous: Int
    /// Its fair share of the pages it has in memory (`Pss`); 0 where the kernel does not tell.
    package let proportional: Int
    /// Processor time spent, in seconds, to a hundredth.
    package let processorTime: Double
    package let threads: Int
    /// What its open descriptors are, as `/proc` names them.
    package let descriptors: [String]
    /// `R` running, `S` sleeping, `T` stopped, `Z` ended and not reaped.
    package let state: Character

    /// Reads what a process uses; nil where there is none of that number.
    package init?(of process: pid_t) {
        let status = Self.fields(of: "/proc/\(process)/status")
        guard let state = status["State"]?.first else { return nil }
        self.state = state
        resident = Self.bytes(status["VmRSS"])
        anonymous = Self.bytes(status["RssAnon"])
        threads = Int(status["Threads"] ?? "") ?? 0
        proportional = Self.bytes(Self.fields(of: "/proc/\(process)/smaps_rollup")["Pss"])
        // The name in brackets may contain anything; user and system time are fields 14 and 15.
        let numbers =
            (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8))?
            .split(separator: ")").last?.split(separator: " ").map { Int($0) ?? 0 } ?? []
        let ticks = numbers.count > 12 ? numbers[11] + numbers[12] : 0
        processorTime = Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK)))
        let folder = "/proc/\(process)/fd"
        descriptors = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
        }.sorted()
    }

    package var description: String {
        """
        \(state), \(resident / 1024) KiB resident, \(anonymous / 1024) KiB anonymous, \(proportional / 1024) KiB share, \
        \(processorTime) s, \(threads) threads, \(descriptors.count) descriptors
        """
    }

    private static func fields(of file: String) -> [String: String] {
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        let pairs = text.split(separator: "\n").compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
        }
        return Dictionary(pairs) { $1 }
    }

    private static func bytes(_ field: String?) -> Int {
        (field?.split(separator: " ").first.flatMap { Int($0) } ?? 0) * 1024
    }
}
