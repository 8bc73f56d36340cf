import Envelopes
import Identity
import Labels
import Primitives
import RegionSupport
import Sealing
import Testing

/// Attachments: sealed before their message, opened after it.
struct AttachmentTests {
    static let sizes = [1, 255, 256, 16_383, 16_384, 65_536, 300_000]
    static let levels = [Level.open, .secrecy, .secret]

    /// A message with attachments, each as its recipient has it.
    private struct Sealed {
        let message: SealedMessage
        let files: [[UInt8]]
        let blobs: [[UInt8]]
        let framed: [UInt8]

        init(_ level: Level, _ files: [[UInt8]]) throws {
            let message = try SealedMessage(level)
            let keying = MessageKeying(try message.core())
            var blobs: [[UInt8]] = []
            var references: [AttachmentReference] = []
            var descriptions: [AttachmentDescription] = []
            for (index, file) in files.enumerated() {
                let blob = try sealedBlob(file, keying.attachmentKeys(index: index))
                blobs.append(blob)
                references.append(
                    AttachmentReference(
                        digest: Hashing.sha256(blob), bytes: UInt64(blob.count)))
                descriptions.append(
                    try AttachmentDescription(
                        mediaType: "application/pdf", fileName: "bilaga \(index).pdf",
                        bytes: UInt64(file.count)))
            }
            let sealer = try MessageSealer(
                keying, recipients: message.slotRecipients(), now: message.region.now)
            let (head, content) = try sealer.seal(
                [1, 2, 3],
                ContentDescription(mediaType: "text/plain", attachments: descriptions),
                keys: message.keys(), attachments: references)
            self.message = message
            self.files = files
            self.blobs = blobs
            framed = EnvelopeFraming.opening(of: head) + content
        }

        typealias Arrived = (
            reference: AttachmentReference, description: AttachmentDescription,
            keys: AttachmentKeys
        )

        /// What a recipient knows of them once the message is open.
        func arrived(as recipient: Int = 0) throws -> [Arrived] {
            let (received, content) = try EnvelopeFraming.split(framed)
            let envelope = try received.verified(
                in: message.region.view(), at: message.region.now)
            let verified = try envelope.verified(content: content)
            var secrets: MessageSecrets?
            if message.suite.seals {
                let actor = message.recipients[recipient]
                secrets = try envelope.openSlot(
                    of: actor.id, with: actor.wrapping(message.level, .actual)
                ).secrets
            }
            let opened = try verified.open(content, secrets: secrets)
            return try verified.attachments(describedBy: opened.description).enumerated().map {
                (
                    $0.element.reference, $0.element.description,
                    AttachmentKeys(secrets, index: $0.offset, coreID: verified.coreID)
                )
            }
        }
    }

    @Test(arguments: levels, sizes)
    func `what is attached is opened by every recipient, piece by piece`(
        _ level: Level, _ size: Int
    ) throws {
        let file = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let sealed = try Sealed(level, [file, [7]])
        for recipient in 0..<2 {
            let arrived = try sealed.arrived(as: recipient)
            for (index, attachment) in arrived.enumerated() {
                #expect(attachment.description.fileName == "bilaga \(index).pdf")
                #expect(try opened(sealed.blobs[index], attachment) == sealed.files[index])
            }
        }
        for step in [13, 16_399] {
            let first = try sealed.arrived()[0]
            #expect(try opened(sealed.blobs[0], first, step: step) == file)
        }
    }

    @Test(arguments: levels)
    func `keys that were kept open what they were made for`(_ level: Level) throws {
        let sealed = try Sealed(level, [[1, 2, 3]])
        var attachment = try sealed.arrived()[0]
        let encoded = attachment.keys.encoded
        attachment.keys = try AttachmentKeys(encoded: encoded)
        #expect(try opened(sealed.blobs[0], attachment) == [1, 2, 3])
        for bytes in [[], Array(encoded.dropLast()), encoded + [0], [9] + encoded.dropFirst()] {
            #expect(throws: SealingError.openFailed) { try AttachmentKeys(encoded: bytes) }
        }
    }

    @Test(arguments: levels)
    func `a blob with one bit turned is not the one the header names`(_ level: Level) throws {
        let sealed = try Sealed(level, [[UInt8](repeating: 5, count: 40_000)])
        let attachment = try sealed.arrived()[0]
        for offset in stride(from: 0, to: sealed.blobs[0].count, by: 4_001) {
            var blob = sealed.blobs[0]
            blob[offset] ^= 1
            #expect(throws: EnvelopeError.contentDigestWrong) { try opened(blob, attachment) }
        }
        let longer = sealed.blobs[0] + [0]
        let bytes = UInt64(sealed.blobs[0].count)
        #expect(
            throws: EnvelopeError.contentSizeWrong(expectedBytes: bytes, foundBytes: bytes + 1)
        ) { try opened(longer, attachment) }
        #expect(
            throws: EnvelopeError.contentSizeWrong(expectedBytes: bytes, foundBytes: bytes - 1)
        ) { try opened(sealed.blobs[0].dropLast(), attachment) }
    }

    @Test(arguments: [Level.secrecy, .secret])
    func `attachments of one message are sealed under keys of their own`(_ level: Level) throws {
        let file = [UInt8](repeating: 1, count: 300)
        let sealed = try Sealed(level, [file, file])
        let arrived = try sealed.arrived()
        #expect(arrived[0].keys.encoded != arrived[1].keys.encoded)
        #expect(sealed.blobs[0] != sealed.blobs[1])
        let exchanged = (arrived[0].reference, arrived[0].description, arrived[1].keys)
        #expect(throws: SealingError.openFailed) { try opened(sealed.blobs[0], exchanged) }
        let other = try Sealed(level, [file]).arrived()[0]
        let foreign = (arrived[0].reference, arrived[0].description, other.keys)
        #expect(throws: SealingError.openFailed) { try opened(sealed.blobs[0], foreign) }
    }

    @Test(arguments: levels)
    func `near sizes are one size on the way, and an open file has its own`(_ level: Level) throws {
        let sizes = try Set(
            (1_000...1_015).map {
                try AttachmentDescription(mediaType: "a/b", fileName: "", bytes: $0)
                    .sealedByteCount(suite: SealedMessage(level).suite)
            })
        #expect(sizes.count == (level == .open ? 16 : 1))
        for size in Self.sizes {
            let sealed = try Sealed(level, [[UInt8](repeating: 0, count: size)])
            let attachment = try sealed.arrived()[0]
            #expect(
                attachment.description.sealedByteCount(suite: sealed.message.suite)
                    == UInt64(sealed.blobs[0].count))
        }
    }

    @Test(arguments: levels)
    func `what the content says of attachments must be what the header names`(
        _ level: Level
    ) throws {
        let message = try SealedMessage(level)
        let keying = MessageKeying(try message.core())
        let blob = try sealedBlob([1, 2, 3], keying.attachmentKeys(index: 0))
        let reference = AttachmentReference(
            digest: Hashing.sha256(blob), bytes: UInt64(blob.count))
        let right = try AttachmentDescription(mediaType: "a/b", fileName: "a", bytes: 3)
        let far = try AttachmentDescription(mediaType: "a/b", fileName: "a", bytes: 3_000)
        for (said, named, holds) in [
            ([right], [reference], true), ([], [reference], false), ([right], [], false),
            ([right, right], [reference], false), ([far], [reference], false),
        ] {
            let sealer = try MessageSealer(
                keying, recipients: message.slotRecipients(), now: message.region.now)
            let (head, content) = try sealer.seal(
                [9], ContentDescription(mediaType: "a/b", attachments: said),
                keys: message.keys(), attachments: named)
            let envelope = try ReceivedEnvelope(head: head).verified(
                in: message.region.view(), at: message.region.now)
            let verified = try envelope.verified(content: content)
            let description = try ContentDescription(mediaType: "a/b", attachments: said)
            if holds {
                #expect(try verified.attachments(describedBy: description).count == 1)
            } else {
                #expect(throws: SealingError.openFailed) {
                    _ = try verified.attachments(describedBy: description)
                }
            }
        }
    }

    @Test func `256 attachments with the longest names are told, one more is not`() throws {
        let longest = try AttachmentDescription(
            mediaType: String(repeating: "a", count: 255),
            fileName: String(repeating: "b", count: 255), bytes: AttachmentDescription.bytesMax)
        let all = [AttachmentDescription](repeating: longest, count: 256)
        let message = try SealedMessage(.secrecy)
        let sealer = try MessageSealer(
            core: message.core(), recipients: message.slotRecipients(), now: message.region.now)
        let (head, content) = try sealer.seal(
            [4, 5], ContentDescription(mediaType: "a/b", attachments: all), keys: message.keys())
        let opened = try message.receive(EnvelopeFraming.opening(of: head) + content)
        #expect(opened.body == [4, 5] && opened.description.attachments == all)
        #expect(throws: SealingError.contentHeadInvalid(field: "attachments")) {
            try ContentDescription(mediaType: "a/b", attachments: all + [longest])
        }
    }

    @Test func `opaque cargo has nothing beside it`() throws {
        var core = try SealedMessage(.open).core()
        core.approval = try ApprovalID("a")
        let reference = AttachmentReference(digest: Hashing.sha256([1]), bytes: 1)
        let digest = Hashing.sha256([2])
        core.isOpaque = true
        #expect(throws: EnvelopeError.fieldInvalid(field: "attachments")) {
            try MessageHeader(
                core: core, contentBytes: 1, contentDigest: digest, attachments: [reference])
        }
        _ = try MessageHeader(core: core, contentBytes: 1, contentDigest: digest)
        core.isOpaque = false
        _ = try MessageHeader(
            core: core, contentBytes: 1, contentDigest: digest, attachments: [reference])
    }

    // MARK: Names

    @Test(arguments: [
        ("rapport.pdf", "1-rapport.pdf"), ("läge i länet.pdf", "1-läge_i_länet.pdf"),
        ("", "1-bilaga"), ("-rf", "1--rf"), ("a\u{202e}fdp.exe", "1-a_fdp.exe"),
        ("~$`rm`;.sh", "1-___rm__.sh"), ("C:evil", "1-C_evil"), ("a..b", "1-a..b"),
        ("con\u{0301}", "1-con_"), ("🙂.png", "1-_.png"),
    ])
    func `a sender's name is made harmless`(_ told: String, _ safe: String) throws {
        let description = try AttachmentDescription(
            mediaType: "a/b", fileName: told, bytes: 1)
        #expect(description.safeFileName(number: 1) == safe)
    }

    @Test(arguments: ["../a", "a/b", "a\\b", ".bashrc", "..", "a\nb", "a\u{0}b", "\u{1b}[2J"])
    func `a name that is a path, hidden or holds control characters is refused`(
        _ name: String
    ) {
        #expect(throws: SealingError.contentHeadInvalid(field: "file name")) {
            try AttachmentDescription(mediaType: "a/b", fileName: name, bytes: 1)
        }
    }

    @Test func `a long name keeps its ending and fits any file system`() throws {
        let name = String(repeating: "å", count: 120) + ".tar.gz"
        let safe = try AttachmentDescription(mediaType: "a/b", fileName: name, bytes: 1)
            .safeFileName(number: 256)
        #expect(safe.hasPrefix("256-åå") && safe.hasSuffix("å.gz"))
        #expect(safe.utf8.count <= AttachmentDescription.safeNameMaxBytes + 4)
    }

    @Test func `an attachment without size, or of a size nobody has, is refused`() throws {
        for bytes in [0, AttachmentDescription.bytesMax + 1] {
            #expect(throws: SealingError.contentHeadInvalid(field: "attachment size")) {
                try AttachmentDescription(mediaType: "a/b", fileName: "", bytes: bytes)
            }
        }
        _ = try AttachmentDescription(
            mediaType: "a/b", fileName: "", bytes: AttachmentDescription.bytesMax)
    }
}

private func sealedBlob(_ file: [UInt8], _ keys: AttachmentKeys) throws -> [UInt8] {
    let sealer = try AttachmentSealer(keys, random: .system)
    var blob: [UInt8] = []
    try sealer.begin { blob += Array($0) }
    try file.withUnsafeBytes { try sealer.update($0) { blob += Array($0) } }
    let reference = try sealer.finish { blob += Array($0) }
    #expect(
        reference
            == AttachmentReference(digest: Hashing.sha256(blob), bytes: UInt64(blob.count)))
    #expect(sealer.plaintextBytes == UInt64(file.count))
    return blob
}

private func opened(
    _ blob: some Collection<UInt8>,
    _ attachment: (
        reference: AttachmentReference, description: AttachmentDescription, keys: AttachmentKeys
    ), step: Int = .max
) throws -> [UInt8] {
    let blob = Array(blob)
    var verifier = BlobVerifier(attachment.reference)
    try blob.withUnsafeBytes { try verifier.update($0) }
    let opener = try AttachmentOpener(
        verifier.finish(), attachment.description, keys: attachment.keys)
    var file: [UInt8] = []
    for start in stride(from: 0, to: blob.count, by: min(step, blob.count)) {
        try blob[start..<min(blob.count - start, step) + start].withUnsafeBytes {
            try opener.update($0) { file += Array($0) }
        }
    }
    try opener.finish { file += Array($0) }
    return file
}
