/// Why a filter cannot be understood, and where in it.
package struct FilterFault: Error, Hashable, Sendable {
    /// What is wrong.
    package enum Reason: Hashable, Sendable {
        /// Nothing stands behind what asks for a word: `-`, `~`, a column's name.
        case nothingBehind(String)
        case openQuote
        /// There is no such column; the second is the name that was most likely meant, the third all there are.
        case noColumn(String, nearest: String?, all: String)
        case expression(TextPattern.Fault)
    }

    package var reason: Reason

    /// The characters that are wrong, counted from the start of the filter.
    package var place: Range<Int>
}

extension FilterFault: CustomStringConvertible {
    /// What is wrong and what to write instead, as a sentence.
    package var description: String {
        switch reason {
        case .nothingBehind(let sign): "What is to follow \(sign)?"
        case .openQuote: "The quote is not closed."
        case .noColumn(let name, let nearest?, _): "No column “\(name)”; write \(nearest):"
        case .noColumn(let name, nil, let all): "No column “\(name)”; there are \(all)."
        case .expression(let fault): fault.description
        }
    }
}
