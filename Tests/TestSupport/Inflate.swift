/// Unpacks zlib data (RFC 1950, 1951), which some vector files keep large ciphertexts in.
///
/// For trusted test data: what is malformed gives an error, the check sum is left alone.
package struct Inflate {
    package enum Failure: Error { case malformed }

    private let input: [UInt8]
    private var bitOffset = 16
    private var output: [UInt8] = []

    package static func unpack(_ bytes: [UInt8]) throws -> [UInt8] {
        var inflate = Inflate(input: bytes)
        while try !inflate.block() {}
        return inflate.output
    }

    private init(input: [UInt8]) { self.input = input }

    /// Whether the block was the last.
    private mutating func block() throws -> Bool {
        let isLast = try bits(1) == 1
        switch try bits(2) {
        case 0: try stored()
        case 1: try compressed(literals: Code(fixedLengths), distances: Code(fixedDistances))
        case 2:
            let (literals, distances) = try codes()
            try compressed(literals: literals, distances: distances)
        default: throw Failure.malformed
        }
        return isLast
    }

    private mutating func stored() throws {
        bitOffset = (bitOffset + 7) / 8 * 8
        let count = try bits(16)
        _ = try bits(16)
        for _ in 0..<count { output.append(UInt8(try bits(8))) }
    }

    private mutating func compressed(literals: Code, distances: Code) throws {
        while true {
            let symbol = try decode(literals)
            if symbol < 256 {
                output.append(UInt8(symbol))
            } else if symbol == 256 {
                return
            } else {
                try repeated(lengthSymbol: symbol - 257, distances: distances)
            }
        }
    }

    private mutating func repeated(lengthSymbol: Int, distances: Code) throws {
        guard lengthSymbol < lengthBases.count else { throw Failure.malformed }
        let length = try lengthBases[lengthSymbol] + bits(lengthExtraBits[lengthSymbol])
        let symbol = try decode(distances)
        guard symbol < 30 else { throw Failure.malformed }
        let extra = max(0, symbol / 2 - 1)
        let base = symbol < 4 ? symbol + 1 : (2 + symbol % 2) * (1 << extra) + 1
        let distance = try base + bits(extra)
        guard distance <= output.count else { throw Failure.malformed }
        let start = output.count - distance
        for offset in 0..<length { output.append(output[start + offset]) }
    }

    /// The two codes a block brings with it.
    private mutating func codes() throws -> (Code, Code) {
        let (literalCount, distanceCount) = try (bits(5) + 257, bits(5) + 1)
        var lengths = [Int](repeating: 0, count: 19)
        for index in 0..<(try bits(4) + 4) { lengths[codeLengthOrder[index]] = try bits(3) }
        let code = Code(lengths)
        lengths = []
        while lengths.count < literalCount + distanceCount {
            switch try decode(code) {
            case 16:
                guard let last = lengths.last else { throw Failure.malformed }
                lengths += .init(repeating: last, count: try bits(2) + 3)
            case 17: lengths += .init(repeating: 0, count: try bits(3) + 3)
            case 18: lengths += .init(repeating: 0, count: try bits(7) + 11)
            case let length: lengths.append(length)
            }
        }
        return (
            Code(Array(lengths.prefix(literalCount))), Code(Array(lengths.dropFirst(literalCount)))
        )
    }

    private mutating func bits(_ count: Int) throws -> Int {
        var value = 0
        for position in 0..<count {
            guard bitOffset / 8 < input.count else { throw Failure.malformed }
            value |= Int(input[bitOffset / 8] >> UInt8(bitOffset % 8) & 1) << position
            bitOffset += 1
        }
        return value
    }

    private mutating func decode(_ code: Code) throws -> Int {
        var (value, first, index) = (0, 0, 0)
        for count in code.countByLength.dropFirst() {
            value |= try bits(1)
            if value - first < count { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        throw Failure.malformed
    }
}

/// A canonical Huffman code.
private struct Code {
    private(set) var countByLength = [Int](repeating: 0, count: 16)
    let symbols: [Int]

    init(_ lengths: [Int]) {
        for length in lengths where length > 0 { countByLength[length] += 1 }
        symbols = lengths.indices.filter { lengths[$0] > 0 }
            .sorted { (lengths[$0], $0) < (lengths[$1], $1) }
    }
}

private let fixedLengths =
    [Int](repeating: 8, count: 144) + .init(repeating: 9, count: 112)
    + .init(repeating: 7, count: 24) + .init(repeating: 8, count: 8)
private let fixedDistances = [Int](repeating: 5, count: 30)
private let codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
private let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
]
private let lengthExtraBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]
