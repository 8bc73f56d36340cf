import Identity
import Primitives
import Testing

@Suite struct XChaChaStreamTests {
    private static let key = secret(Array(0..<32))
    private static let recordedHeader = "3f5d4782232ed79f816bf377cca16d4a9d8450ff76631d14"
    private static let recordedChunks = [
        "2265ffcb4c1d90d15c509b174a679a69b059d688",
        "ab6d62546dc728107f345cea65431b5576686a5b95",
        "3d398e4b8ed8efb3e0570797dd8cab78aa",
    ]

    /// Recorded with PyNaCl, whose library drew the header.
    @Test func `with a recorded header the chunks are those of another program`() throws {
        let header = try Hex.decode(Self.recordedHeader)
        var sealer = try XChaChaStreamSealer(key: Self.key, random: RandomSource { _ in header })
        #expect(sealer.header == header)
        let chunks = try [
            sealer.sealChunk(Array("ett".utf8), isLast: false),
            sealer.sealChunk(Array("två".utf8), isLast: false),
            sealer.sealChunk([], isLast: true),
        ]
        #expect(chunks.map(Hex.encode) == Self.recordedChunks)
    }

    @Test func `another program's stream opens, and says where it ends`() throws {
        let chunks = try Self.recordedChunks.map { try Hex.decode($0) }
        var opener = try opener()
        #expect(try opener.openChunk(chunks[0]) == Array("ett".utf8))
        #expect(try opener.openChunk(chunks[1]) == Array("två".utf8))
        let isFinishedEarly = opener.isFinished
        #expect(!isFinishedEarly)
        #expect(try opener.openChunk(chunks[2]) == [])
        let isFinished = opener.isFinished
        #expect(isFinished)
    }

    @Test func `after the last chunk neither side goes on`() throws {
        var sealer = try XChaChaStreamSealer(key: Self.key, random: .system)
        let last = try sealer.sealChunk([1], isLast: true)
        #expect(
            refusal { () throws(PrimitivesError) in try sealer.sealChunk([2], isLast: true) }
                == .streamFinished)
        var opener = try XChaChaStreamOpener(key: Self.key, header: sealer.header)
        _ = try opener.openChunk(last)
        #expect(
            refusal { () throws(PrimitivesError) in try opener.openChunk(last) }
                == .streamFinished)
    }

    @Test func `chunks out of order, twice, altered or cut fail, then and ever after`() throws {
        let chunks = try Self.recordedChunks.map { try Hex.decode($0) }
        var bad = [
            chunks[1], Array(chunks[0].dropLast()), chunks[0] + [0], [],
            Array(chunks[0].prefix(16)),
        ]
        for index in chunks[0].indices {
            var other = chunks[0]
            other[index] ^= 1
            bad.append(other)
        }
        for chunk in bad {
            var opener = try opener()
            #expect(
                refusal { () throws(PrimitivesError) in try opener.openChunk(chunk) }
                    == .openFailed)
            // Even the right one comes too late.
            #expect(
                refusal { () throws(PrimitivesError) in try opener.openChunk(chunks[0]) }
                    == .openFailed)
        }
        var twice = try opener()
        _ = try twice.openChunk(chunks[0])
        #expect(
            refusal { () throws(PrimitivesError) in try twice.openChunk(chunks[0]) }
                == .openFailed)
    }

    @Test func `another key or header opens nothing, and lengths are checked`() throws {
        let chunk = try Hex.decode(Self.recordedChunks[0])
        let header = try Hex.decode(Self.recordedHeader)
        var other = try XChaChaStreamOpener(key: .random(count: 32), header: header)
        #expect(refusal { () throws(PrimitivesError) in try other.openChunk(chunk) } == .openFailed)
        #expect(
            refusal { () throws(PrimitivesError) in
                _ = try XChaChaStreamOpener(key: Self.key, header: header + [0])
            } == .lengthInvalid(expectedBytes: 24, foundBytes: 25))
        #expect(
            refusal { () throws(PrimitivesError) in
                _ = try XChaChaStreamSealer(key: .random(count: 31), random: .system)
            } == .lengthInvalid(expectedBytes: 32, foundBytes: 31))
    }

    private func opener() throws -> XChaChaStreamOpener {
        try XChaChaStreamOpener(key: Self.key, header: Hex.decode(Self.recordedHeader))
    }
}

/// The error `body` throws, if it does.
func refusal<Value>(
    _ body: () throws(PrimitivesError) -> Value
) -> PrimitivesError? {
    do throws(PrimitivesError) {
        _ = try body()
        return nil
    } catch { return error }
}

extension XChaChaStreamSealer {
    mutating func sealChunk(
        _ chunk: [UInt8], isLast: Bool
    ) throws(PrimitivesError) -> [UInt8] {
        var room = [UInt8](
            repeating: 0, count: chunk.count + XChaChaStream.chunkOverheadByteCount)
        let result = room.withUnsafeMutableBytes { room in
            chunk.withUnsafeBytes { chunk in
                Result { () throws(PrimitivesError) in
                    try sealChunk(chunk, into: room, isLast: isLast)
                }
            }
        }
        return Array(room.prefix(try result.get()))
    }
}

extension XChaChaStreamOpener {
    mutating func openChunk(_ chunk: [UInt8]) throws(PrimitivesError) -> [UInt8] {
        var room = [UInt8](repeating: 0, count: chunk.count)
        let result = room.withUnsafeMutableBytes { room in
            chunk.withUnsafeBytes { chunk in
                Result { () throws(PrimitivesError) in try openChunk(chunk, into: room) }
            }
        }
        return Array(room.prefix(try result.get()))
    }
}
