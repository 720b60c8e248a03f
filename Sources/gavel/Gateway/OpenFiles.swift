import Foundation

/// How many files the process may have open, connections among them.
enum OpenFiles {
    /// Has the system allow as many as are needed, as far as its owner has said.
    ///
    /// - Parameter count: How many are needed.
    /// - Returns: How many are allowed now.
    static func allow(_ count: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return count }
        guard limit.rlim_cur < rlim_t(count) else { return count }
        limit.rlim_cur = min(rlim_t(count), limit.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Int(limit.rlim_cur)
    }
}
