/// Reed–Solomon codes over the field of 256 elements whose polynomial is x⁸ + x⁴ + x³ + x² + 1 (section 7.5.2).
struct ReedSolomon {
    /// The generator without its first coefficient, which is one; the highest power comes first.
    private let generator: [UInt8]

    /// - Parameter degree: How many codewords of correction there are.
    init(degree: Int) {
        var generator = [UInt8](repeating: 0, count: degree)
        generator[degree - 1] = 1
        var root: UInt8 = 1
        for _ in 0..<degree {
            for index in generator.indices {
                generator[index] = ReedSolomon.product(generator[index], root)
                if index + 1 < degree { generator[index] ^= generator[index + 1] }
            }
            root = ReedSolomon.product(root, 2)
        }
        self.generator = generator
    }

    /// What is left of a block's data, divided by the generator: its correction.
    func remainder(of data: some Sequence<UInt8>) -> [UInt8] {
        var rest = [UInt8](repeating: 0, count: generator.count)
        for byte in data {
            let factor = byte ^ rest.removeFirst()
            rest.append(0)
            for index in rest.indices { rest[index] ^= ReedSolomon.product(generator[index], factor) }
        }
        return rest
    }

    /// The product of two elements of the field.
    static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var product = 0
        for place in stride(from: 7, through: 0, by: -1) {
            product = product << 1 ^ (product >> 7) * 0x11D
            product ^= Int(right >> UInt8(place) & 1) * Int(left)
        }
        return UInt8(product)
    }
}
