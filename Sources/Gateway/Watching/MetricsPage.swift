/// A page in the text format of Prometheus, version 0.0.4 (Prometheus documentation, "Exposition formats").
struct MetricsPage {
    private(set) var text = ""
    private var family = ""

    /// What the samples of a family are.
    enum Kind: String {
        case counter
        case gauge
        case histogram
    }

    /// Begins a family; the samples that follow are its own.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - kind: What its samples are.
    ///   - help: What it tells, on one line without a backslash.
    mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        family = name
        text += "# HELP \(name) \(help)\n"
        text += "# TYPE \(name) \(kind.rawValue)\n"
    }

    /// Writes a sample that is a whole number.
    mutating func sample(_ labels: [(String, String)], _ count: Int) { line("", labels, "\(count)") }

    /// Writes a sample.
    mutating func sample(_ labels: [(String, String)], _ value: Double) { line("", labels, MetricsPage.number(value)) }

    /// Writes a sample for each word.
    mutating func samples(of counts: LabelledCount, by label: String) {
        for (word, count) in counts.counts.sorted(by: { $0.key < $1.key }) { sample([(label, word)], count) }
    }

    /// Writes the samples of a histogram: how many were within each limit, their sum, and how many there are.
    mutating func histogram(_ labels: [(String, String)], _ histogram: DurationHistogram) {
        var within = 0
        for (limit, count) in zip(DurationHistogram.limits.map(MetricsPage.number) + ["+Inf"], histogram.counts) {
            within += count
            line("_bucket", labels + [("le", limit)], "\(within)")
        }
        line("_sum", labels, MetricsPage.number(histogram.sum))
        line("_count", labels, "\(within)")
    }

    private mutating func line(_ suffix: String, _ labels: [(String, String)], _ value: String) {
        let pairs = labels.map { "\($0)=\"\($1.escaped)\"" }.joined(separator: ",")
        text += "\(family)\(suffix)\(pairs.isEmpty ? "" : "{\(pairs)}") \(value)\n"
    }

    /// A number, without a fraction where it has none.
    private static func number(_ value: Double) -> String {
        Int64(exactly: value).map(String.init) ?? String(value)
    }
}
