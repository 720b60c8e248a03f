/// What a list shows only: rows that meet every term of a filter.
///
/// A term is a word that stands in any column, or with `owner:` before it in that one. It is an expression after `~`, what
/// must not be there after `-`, and holds blanks in quotation marks: `state:live owner:~^card -"on call"`. Case, accents
/// and width do not matter.
package struct ListFilter<Column: ListColumn>: Sendable {
    /// The filter as it was typed.
    package let text: String

    let terms: [Term]

    /// What a row must, or must not, have in it.
    struct Term: Sendable {
        /// What to look for.
        enum Sample: Sendable {
            /// Folded, as a C string.
            case word([CChar])
            case expression(TextPattern)
        }

        let sample: Sample
        let column: Column?
        let isExcluded: Bool

        /// Where the column stands in a row's key.
        let place: Int?

        init(_ sample: Sample, in column: Column?, isExcluded: Bool) {
            self.sample = sample
            self.column = column
            self.isExcluded = isExcluded
            place = column.flatMap { Array(Column.allCases).firstIndex(of: $0) }
        }
    }

    /// The filter that everything passes.
    package init() {
        text = ""
        terms = []
    }

    /// Reads a filter.
    ///
    /// - Parameter text: What was typed.
    /// - Throws: `FilterFault` for the first thing in it that is wrong, or not finished yet.
    package init(_ text: String) throws(FilterFault) {
        self.text = text
        var reader = FilterReader(text)
        var terms: [Term] = []
        while let term: Term = try reader.nextTerm() { terms.append(term) }
        self.terms = terms
    }

    package var isEmpty: Bool { text.isEmpty }

    /// Whether a row passes.
    func passes(_ key: SearchKey) -> Bool {
        terms.allSatisfy { term in
            let isThere =
                switch term.sample {
                case .word(let word): key.contains(word, inColumn: term.place)
                case .expression(let pattern): key.meets(pattern, inColumn: term.place)
                }
            return isThere != term.isExcluded
        }
    }

    /// Whether everything that passes this one passes the other too, as far as can be told at a glance.
    func narrows(_ other: ListFilter) -> Bool {
        guard terms.count >= other.terms.count else { return false }
        return zip(terms, other.terms).allSatisfy { $0.implies($1) }
    }
}

extension ListFilter.Term {
    /// Whether what meets this term meets the other too.
    fileprivate func implies(_ other: Self) -> Bool {
        guard isExcluded == other.isExcluded, case .word(let mine) = sample, case .word(let others) = other.sample
        else { return false }
        if isExcluded { return column == other.column && mine == others }
        // A longer word can only stand where its beginning does.
        return (column == other.column || other.column == nil) && mine.starts(with: others.dropLast())
    }
}

extension ListFilter {
    /// Where in a cell's text stands what is looked for.
    ///
    /// - Parameters:
    ///   - text: What the cell shows.
    ///   - column: Its column.
    /// - Returns: The places, in order, none touching another.
    package func matches(in text: String, of column: Column) -> [Range<String.Index>] {
        let samples = terms.filter { !$0.isExcluded && ($0.column ?? column) == column }.map(\.sample)
        guard !samples.isEmpty else { return [] }
        return FoldedText(text).matches(of: samples)
    }
}

/// A text as it is searched, of which it is known what each part was before.
private struct FoldedText {
    private var scalars: [Unicode.Scalar] = []

    /// The character that each scalar came of.
    private var origins: [Range<String.Index>] = []

    init(_ text: String) {
        for index in text.indices {
            for scalar in SearchKey.folded(String(text[index])).unicodeScalars {
                scalars.append(scalar)
                origins.append(index..<text.index(after: index))
            }
        }
    }

    func matches<Column>(of samples: [ListFilter<Column>.Term.Sample]) -> [Range<String.Index>] {
        let found = samples.flatMap { sample in
            switch sample {
            case .word(let word): places(of: word)
            case .expression(let pattern): pattern.matches(in: scalars)
            }
        }
        var merged: [Range<String.Index>] = []
        for place in found.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            let range = origins[place.lowerBound].lowerBound..<origins[place.upperBound - 1].upperBound
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    private func places(of word: [CChar]) -> [Range<Int>] {
        let word = String(decoding: word.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self).unicodeScalars
        guard !word.isEmpty, word.count <= scalars.count else { return [] }
        var found: [Range<Int>] = []
        var start = 0
        while start + word.count <= scalars.count {
            if scalars[start...].starts(with: word) {
                found.append(start..<start + word.count)
                start += word.count
            } else {
                start += 1
            }
        }
        return found
    }
}
