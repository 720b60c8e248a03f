/// The codewords of a code: its bytes, filled up, with their correction (sections 7.4 to 7.6).
struct QRCodewords {
    private let data: [UInt8]
    private let capacity: QRCapacity

    /// - Parameters:
    ///   - bytes: What the code says; no more than there is room for.
    ///   - capacity: How much room there is.
    init(_ bytes: [UInt8], capacity: QRCapacity) {
        self.capacity = capacity
        var bits = BitWriter()
        bits.append(0b0100, count: 4)
        bits.append(bytes.count, count: capacity.countBits)
        for byte in bytes { bits.append(Int(byte), count: 8) }
        bits.append(0, count: min(4, capacity.dataCodewords * 8 - bits.count))
        bits.append(0, count: (8 - bits.count % 8) % 8)
        var words = bits.bytes
        var pad: UInt8 = 0xEC
        while words.count < capacity.dataCodewords {
            words.append(pad)
            pad ^= 0xEC ^ 0x11
        }
        data = words
    }

    /// All of them in the order in which they are placed: the first of each block, then the second, and so on.
    var interleaved: [UInt8] {
        let code = ReedSolomon(degree: capacity.correctionPerBlock)
        let short = data.count / capacity.blocks
        let shortBlocks = capacity.blocks - data.count % capacity.blocks
        var blocks: [ArraySlice<UInt8>] = []
        var start = 0
        for block in 0..<capacity.blocks {
            let end = start + short + (block < shortBlocks ? 0 : 1)
            blocks.append(data[start..<end])
            start = end
        }
        let corrections = blocks.map { code.remainder(of: $0) }
        var words: [UInt8] = []
        for index in 0...short {
            for block in blocks where index < block.count { words.append(block[block.startIndex + index]) }
        }
        for index in 0..<capacity.correctionPerBlock { words += corrections.map { $0[index] } }
        return words
    }
}

/// Bits, one behind the other, the highest of a number first.
private struct BitWriter {
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0

    mutating func append(_ value: Int, count added: Int) {
        for place in stride(from: added - 1, through: 0, by: -1) {
            if count % 8 == 0 { bytes.append(0) }
            bytes[count / 8] |= UInt8(value >> place & 1) << UInt8(7 - count % 8)
            count += 1
        }
    }
}
