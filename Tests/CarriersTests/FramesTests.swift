import Carriers
import Identity
import Primitives
import Testing

struct FramesTests {
    @Test(arguments: [[], [[]], [[1]], [[1, 2, 3], [], [4]]] as [[[UInt8]]])
    func `a stream of envelopes comes back as it was`(_ envelopes: [[UInt8]]) throws {
        #expect(try EnvelopeStream.decode(EnvelopeStream.encode(envelopes)) == envelopes)
    }

    @Test func `a stream opens as its specification says`() {
        #expect(EnvelopeStream.encode([[7, 8]]) == [0, 0, 0, 2, 7, 8])
        #expect(MailboxItem.encode([MailboxItem(.sealedReceipt, [9])]) == [3, 0, 0, 0, 1, 9])
    }

    @Test func `a stream cut anywhere but between frames is refused`() throws {
        let body = EnvelopeStream.encode([[1, 2, 3], [4]])
        let boundaries = [0, 7, 12]
        for length in 0...body.count where !boundaries.contains(length) {
            #expect(throws: FrameError.self) {
                try EnvelopeStream.decode(Array(body[..<length]))
            }
        }
        for length in boundaries {
            #expect(throws: Never.self) { try EnvelopeStream.decode(Array(body[..<length])) }
        }
    }

    @Test func `a frame is taken up to its limit and not one byte longer`() throws {
        let body = EnvelopeStream.encode([[1, 2, 3]])
        #expect(throws: Never.self) { try EnvelopeStream.decode(body, envelopeMaxBytes: 3) }
        let error = try #require(throws: FrameError.self) {
            try EnvelopeStream.decode(body, envelopeMaxBytes: 2)
        }
        #expect(error.defect == .tooLong(offset: 0, limitBytes: 2))
    }

    @Test func `as many frames are taken as the limit says and not one more`() throws {
        let body = EnvelopeStream.encode([[1], [2]])
        #expect(throws: Never.self) { try EnvelopeStream.decode(body, envelopesMax: 2) }
        let error = try #require(throws: FrameError.self) {
            try EnvelopeStream.decode(body, envelopesMax: 1)
        }
        #expect(error.defect == .tooMany(limit: 1))
    }

    @Test(arguments: [0, 6, 255] as [UInt8])
    func `an entry of an unknown kind is refused`(_ kind: UInt8) throws {
        let error = try #require(throws: FrameError.self) {
            try MailboxItem.decode([1, 0, 0, 0, 0, kind, 0, 0, 0, 0])
        }
        #expect(error.defect == .kindUnknown(offset: 5, found: kind))
    }

    @Test func `receipts come back as they were`() throws {
        let id = MessageID(Hashing.sha256([1]))
        let frames: [ReceiptFrame] = [
            .delivered(note: Array("note".utf8)), .sealed(message: id, blob: []),
            .sealed(message: id, blob: [1, 2]),
        ]
        #expect(try ReceiptFrame.decode(ReceiptFrame.encode(frames)) == frames)
    }

    @Test(arguments: [MailboxItem.Kind.message, .supplement, .custodyReceipt])
    func `nothing but receipts is read among receipts`(_ kind: MailboxItem.Kind) {
        let body = MailboxItem.encode([MailboxItem(kind, Array(repeating: 0, count: 40))])
        #expect(throws: FrameError.self) { try ReceiptFrame.decode(body) }
    }

    @Test func `a sealed receipt is taken up to its limit and not one byte longer`() {
        let id = [UInt8](repeating: 7, count: 32)
        func body(_ blobBytes: Int) -> [UInt8] {
            MailboxItem.encode([
                MailboxItem(.sealedReceipt, id + [UInt8](repeating: 1, count: blobBytes))
            ])
        }
        let limit = RelayProtocol.Limit.sealedReceiptMaxBytes
        #expect(throws: Never.self) { try ReceiptFrame.decode(body(limit)) }
        #expect(throws: FrameError.self) { try ReceiptFrame.decode(body(limit + 1)) }
        #expect(throws: FrameError.self) {
            try ReceiptFrame.decode(MailboxItem.encode([MailboxItem(.sealedReceipt, [1, 2])]))
        }
    }
}
