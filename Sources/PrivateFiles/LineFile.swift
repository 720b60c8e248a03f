package import Foundation

/// A private file that lines are appended to, by several processes at once, and that is put away when it is full.
///
/// A process that is killed in the middle of a line leaves it torn. The next to write puts the torn line aside, in a
/// file of its own, so that all lines are whole.
package struct LineFile: Hashable, Sendable {
    /// The folder it lies in, made where there is none when the first line is written.
    package let folder: PrivateFolder

    /// Its name, such as `journal.jsonl`; older ones are `journal.1.jsonl` and so on.
    package let name: String

    /// How many bytes it may have before it is put away.
    package let limit: Int

    /// How many of those put away are kept.
    package let kept: Int

    /// Whether a line is on the disk when appending returns, so that not even a power cut takes it away.
    package let isDurable: Bool

    /// Describes the file; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - folder: The folder it lies in.
    ///   - name: Its name.
    ///   - limit: How many bytes it may have before it is put away.
    ///   - kept: How many of those put away are kept.
    ///   - isDurable: Whether every line is to reach the disk at once.
    package init(folder: PrivateFolder, name: String, limit: Int = 4 << 20, kept: Int = 3, isDurable: Bool = false) {
        self.folder = folder
        self.name = name
        self.limit = limit
        self.kept = kept
        self.isDurable = isDurable
    }

    /// Where it is.
    package var path: String { folder.path(of: name) }

    /// The name of the file that torn lines are put aside in.
    package var tornName: String { stem + ".torn" }

    private var stem: String { name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name }
    private var ending: String { name.lastIndex(of: ".").map { String(name[$0...]) } ?? "" }

    /// The name of an older file; 1 was put away last.
    package func name(ofOlder age: Int) -> String { "\(stem).\(age)\(ending)" }
}

extension LineFile {
    /// Appends whole lines.
    ///
    /// - Parameter lines: The lines, without their ends. A line break within one becomes a blank.
    /// - Returns: The torn line that was found at the end of the file and put aside.
    /// - Throws: `PrivateFileError` where the file is not private or cannot be written. Then none of it is in the file.
    @discardableResult
    package func append(_ lines: [Data]) throws(PrivateFileError) -> Data? {
        let folder = try self.folder.openOrMake()
        var text = Data()
        for line in lines {
            text.append(contentsOf: line.lazy.map { $0 == LineFile.lineEnd ? UInt8(ascii: " ") : $0 })
            text.append(LineFile.lineEnd)
        }
        var torn: Data?
        while true {
            let file = try opened(in: folder)
            if let found = try putTornAside(file, in: folder) { torn = found }
            let size = try file.size()
            if size > 0, size + text.count > limit {
                try putAway(in: folder)
                // The lock goes with the file; what has its name now may be another process's already.
                continue
            }
            do {
                try file.write(text)
            } catch {
                // Half a line may have found room.
                try? file.truncate(to: size)
                throw error
            }
            guard isDurable else { return torn }
            try file.synchronize()
            if size == 0 { try folder.synchronize() }
            return torn
        }
    }

    private func opened(in folder: borrowing Descriptor) throws(PrivateFileError) -> Descriptor {
        let flags = O_RDWR | O_CREAT | O_APPEND
        guard let file = try self.folder.lockedFile(name, in: folder, flags) else {
            throw PrivateFileError(ENOENT, doing: "made", path)
        }
        return file
    }

    /// Moves what follows the last line end into the file of torn lines.
    ///
    /// It is written there before it is taken away here, so that nothing is lost if this process is killed too.
    private func putTornAside(
        _ file: borrowing Descriptor,
        in folder: borrowing Descriptor
    ) throws(PrivateFileError) -> Data? {
        let size = try file.size()
        guard size > 0, try file.contents(from: size - 1).last != LineFile.lineEnd else { return nil }
        let contents = try file.contents()
        let whole = contents.lastIndex(of: LineFile.lineEnd).map { $0 + 1 } ?? 0
        let torn = contents[whole...]
        let flags = O_WRONLY | O_CREAT | O_APPEND
        guard let aside = try self.folder.lockedFile(tornName, in: folder, flags) else {
            throw PrivateFileError(ENOENT, doing: "made", self.folder.path(of: tornName))
        }
        let before = try aside.size()
        do {
            try aside.write(torn + [LineFile.lineEnd])
            try aside.synchronize()
        } catch {
            try? aside.truncate(to: before)
            throw error
        }
        try file.truncate(to: whole)
        return Data(torn)
    }

    /// Puts the file away, under its lock, and the older ones one place further.
    ///
    /// The file itself goes last: who gets a new one of its name finds all others in their place.
    private func putAway(in folder: borrowing Descriptor) throws(PrivateFileError) {
        guard kept > 0 else {
            try self.folder.unlink(name, in: folder)
            return
        }
        // Only as far as there is no gap: one was left if a process was killed while it did this.
        var oldest = 1
        while oldest < kept, faccessat(folder.number, name(ofOlder: oldest), F_OK, 0) == 0 { oldest += 1 }
        for age in stride(from: oldest, to: 1, by: -1) {
            try self.folder.rename(name(ofOlder: age - 1), to: name(ofOlder: age), in: folder)
        }
        try self.folder.rename(name, to: name(ofOlder: 1), in: folder)
    }

    static let lineEnd = UInt8(ascii: "\n")
}

extension LineFile {
    /// What is in the file and in those put away.
    package struct Contents: Sendable {
        /// The whole lines, the oldest first, without their ends.
        package var lines: [Data] = []

        /// What follows the last line end: a line that was never finished.
        package var torn: Data?
    }

    /// Reads all lines, while nobody writes.
    ///
    /// - Returns: The lines; none where there is no file.
    /// - Throws: `PrivateFileError` where a file is not private, or cannot be read.
    package func read() throws(PrivateFileError) -> Contents {
        var contents = Contents()
        guard let folder = try self.folder.open() else { return contents }
        // Under this lock no file is put away, so that no line is missed or read twice.
        let newest = try newestFile(in: folder)
        for age in stride(from: kept, to: 0, by: -1) {
            guard let older = try self.folder.file(name(ofOlder: age), in: folder, O_RDONLY) else { continue }
            contents.take(try older.contents())
        }
        if let newest { contents.take(try newest.contents()) }
        return contents
    }

    /// Opens the file and locks it for reading.
    ///
    /// Between putting one away and making the next, which another process is about to do, there is none for a moment.
    private func newestFile(in folder: borrowing Descriptor) throws(PrivateFileError) -> Descriptor? {
        for _ in 0..<100 {
            if let file = try self.folder.lockedFile(name, in: folder, O_RDONLY, isShared: true) { return file }
            guard faccessat(folder.number, name(ofOlder: 1), F_OK, 0) == 0 else { return nil }
            poll(nil, 0, 1)
        }
        return nil
    }
}

extension LineFile.Contents {
    fileprivate mutating func take(_ data: Data) {
        let whole = data.lastIndex(of: LineFile.lineEnd).map { $0 + 1 } ?? data.startIndex
        lines += data[..<whole].split(separator: LineFile.lineEnd)
        torn = whole < data.endIndex ? data[whole...] : nil
    }
}
