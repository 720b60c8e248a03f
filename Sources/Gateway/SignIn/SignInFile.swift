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

extension JSONEncoder {
    /// Writes documents for people, and for version control.
    static var signInFiles: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return encoder
    }
}

extension JSONDecoder {
    /// Reads what ``JSONEncoder/signInFiles`` wrote.
    static var signInFiles: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return decoder
    }
}
