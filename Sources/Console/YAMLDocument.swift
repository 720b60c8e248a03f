import Yams

/// A YAML file that is read for one purpose, together with all that was found wrong in it.
///
/// Reading goes on after a problem, so that one run names them all. What is read of a wrong part is nil.
package final class YAMLDocument {
    /// The file's name, as problems give it.
    package let file: String

    /// What was found wrong so far, in the file's order.
    package var problems: [FileProblem] {
        found.enumerated()
            .sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }
            .map(\.element)
    }

    private var found: [FileProblem] = []

    /// Starts reading a file that goes by this name.
    package init(file: String) { self.file = file }

    /// The keys at the top of a document.
    ///
    /// - Parameters:
    ///   - text: The document.
    ///   - keys: The keys it may have; others are reported, with the nearest of these.
    ///   - refusals: Keys that are known for what is wrong with them.
    /// - Returns: Nil where the document cannot be read, which is reported; a document without content has no keys.
    package func root(of text: String, keys: [String], refusals: [String: YAMLRefusal] = [:]) -> YAMLSection? {
        do {
            let node = try Yams.compose(yaml: text)
            return YAMLEntry(document: self, path: [], line: nil, node: node.flatMap { $0.isEmpty ? nil : $0 } ?? [:])
                .section(keys: keys, refusals: refusals)
        } catch let error as YamlError {
            report(error)
        } catch {
            report(line: nil, path: [], reason: "cannot be read: \(error)", remedy: "write it as YAML")
        }
        return nil
    }

    func report(line: Int?, path: [String], reason: String, remedy: String) {
        let key = path.isEmpty ? nil : path.joined(separator: ".")
        found.append(FileProblem(file: file, line: line, key: key, reason: reason, remedy: remedy))
    }

    private func report(_ error: YamlError) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let beginning = context.map { "\($0.text) that starts in line \($0.mark.line): " } ?? ""
            report(
                line: mark.line,
                path: [],
                reason: "is not YAML at column \(mark.column): \(beginning)\(problem)",
                remedy: "check indentation, quotes and brackets there"
            )
        case .duplicatedKeysInMapping(let names, let context):
            report(
                line: context.mark.line,
                path: names,
                reason: "stands more than once in the same place",
                remedy: "keep one of them"
            )
        default:
            report(line: nil, path: [], reason: "cannot be read: \(error)", remedy: "save it as YAML in UTF-8")
        }
    }
}

extension Node {
    /// Whether nothing was written, or the `null` of YAML.
    var isEmpty: Bool {
        guard case .scalar(let scalar) = self, scalar.style == .plain else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }
}
