import Foundation
import Meetings
import PrivateFiles

extension PrivateFolder {
    /// Reads a file of a gateway's.
    func readSignInFile(_ name: String) throws(SignInFileError) -> Data? {
        do throws(PrivateFileError) {
            return try read(name)
        } catch {
            throw .file(error)
        }
    }

    /// Reads a file and replaces it by what is made of it, while no other process can.
    ///
    /// - Parameters:
    ///   - name: The file's name.
    ///   - transform: Makes the new contents of the old, and says what came of it.
    /// - Returns: What came of it.
    /// - Throws: `SignInFileError`; then the file is as it was.
    func changeSignInFile<Outcome>(
        _ name: String,
        _ transform: (Data?) throws(SignInFileError) -> (contents: Data, outcome: Outcome)
    ) throws(SignInFileError) -> Outcome {
        // What is said where it did not even come to the transformation.
        var made: Result<Outcome, SignInFileError> = .failure(.file(.busy(SafeText(path(of: name)))))
        do throws(PrivateFileError) {
            try change(name) { old in
                do throws(SignInFileError) {
                    let new = try transform(old)
                    made = .success(new.outcome)
                    return new.contents
                } catch {
                    made = .failure(error)
                    return old
                }
            }
        } catch {
            throw .file(error)
        }
        return try made.get()
    }
}

/// What stands in a file of a gateway's: a document with a version.
protocol SignInForm: Codable {
    var version: Int { get }
}

extension SignInForm {
    /// Reads what ``encoded(for:)`` wrote.
    ///
    /// - Parameters:
    ///   - data: The file's contents.
    ///   - path: Where it is, for the report.
    /// - Throws: `SignInFileError` where it holds something else, or is of a version that is not known.
    init(_ data: Data, at path: String) throws(SignInFileError) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            self = try decoder.decode(Self.self, from: data)
        } catch {
            throw SignInFileError(path, error)
        }
        guard version == 1 else { throw SignInFileError(path, version: version) }
    }

    /// The document for people, and for version control.
    ///
    /// - Parameter path: Where it is to be, for the report.
    /// - Returns: The file's contents.
    /// - Throws: `SignInFileError` where it cannot be written as JSON.
    func encoded(for path: String) throws(SignInFileError) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        do {
            return try encoder.encode(self) + [UInt8(ascii: "\n")]
        } catch {
            throw SignInFileError(path, error)
        }
    }
}
