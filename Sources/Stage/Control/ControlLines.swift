import Foundation
import Meetings
import NIOCore

/// Cuts what comes in into lines, each with its end taken away.
struct ControlLineDecoder: NIOSingleStepByteToMessageDecoder {
    typealias InboundOut = ByteBuffer

    /// A line is longer than anything that is meant for the one who reads it.
    struct TooLong: Error {}

    /// The most bytes of a line.
    let limit: Int

    /// How many bytes are known to hold no end of a line, so that none is looked at twice.
    private var searched = 0

    init(limit: Int) { self.limit = limit }

    mutating func decode(buffer: inout ByteBuffer) throws -> ByteBuffer? {
        let bytes = buffer.readableBytesView
        guard let end = bytes.dropFirst(searched).firstIndex(of: UInt8(ascii: "\n")) else {
            searched = bytes.count
            guard searched <= limit else { throw TooLong() }
            return nil
        }
        searched = 0
        let length = end - bytes.startIndex
        guard length <= limit else { throw TooLong() }
        let line = buffer.readSlice(length: length)
        buffer.moveReaderIndex(forwardBy: 1)
        return line
    }

    /// What follows the last line's end is no line.
    mutating func decodeLast(buffer: inout ByteBuffer, seenEOF: Bool) throws -> ByteBuffer? {
        try decode(buffer: &buffer)
    }
}

extension JSONValue {
    /// The document as a line, with its end.
    var controlLine: ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var data = (try? encoder.encode(self)) ?? Data("null".utf8)
        data.append(UInt8(ascii: "\n"))
        return ByteBuffer(bytes: data)
    }
}
