import Envelopes
import Foundation
import Identity
import Keystore
import Labels
import Primitives
import ProgramSupport
import RegionSupport
import Registry
import Sealing
import TestSupport

/// A region whose keys are others in each run, with its registry and every actor's ring on disk,
/// as the second reader needs them.
struct Exchange {
    let region: TestRegion
    let folder: ScratchFolder
    let sender: TestActor
    let recipients: [TestActor]

    static let passphrase = "korrekt häst batteri"

    /// Keys and bodies follow from it. Printed, so that a run that fails can be made again with it
    /// in `BUDKAVLE_SEED`.
    static let seed = {
        let seed = seedAskedFor ?? .random(in: 0 ... .max)
        print("second reader: BUDKAVLE_SEED=\(seed)")
        return seed
    }()

    static let seedAskedFor = ProcessInfo.processInfo.environment["BUDKAVLE_SEED"].flatMap {
        UInt64($0)
    }

    private static let shared = Result {
        try TestRegion(
            "vaxling-\(seed)",
            actors: ["sos-alarm", "kommun-solna", "region-stockholm", "polisen-region-stockholm"],
            levels: [.open, .secrecy, .secret])
    }

    /// Random bytes, as many as the largest body has.
    private static let bytes = {
        var random = Seeded(seed: seed)
        return (0..<(3 * 131_072 + 1)).flatMap { _ in
            withUnsafeBytes(of: random.next()) { Array($0) }
        }
    }()

    static func body(_ size: Int) -> [UInt8] { Array(bytes.suffix(size)) }

    init() throws {
        region = try Self.shared.get()
        folder = try ScratchFolder()
        sender = region.actors[0]
        recipients = Array(region.actors.dropFirst())
        try writeKeys()
    }

    var keysPath: String { folder.path("Keys") }

    /// What every command about envelopes needs.
    var viewOptions: [String] { ["--keys", keysPath, "--at", region.now.rfc3339] }

    func ringOptions(of actor: TestActor) -> [String] {
        ["--ring", folder.path("\(actor.id).ring"), "--key-file", folder.path("\(actor.id).key")]
    }

    private func writeKeys() throws {
        for (path, bytes) in region.registry.files {
            let file = folder.url.appending(path: "Keys/" + path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        try Data(Self.passphrase.utf8).write(to: folder.url.appending(path: "passphrase"))
        for actor in region.actors { try writeRing(of: actor) }
    }

    private func writeRing(of actor: TestActor) throws {
        let keyFile = KeyFile()
        var ring = try KeyRing(
            unlockedBy: [
                .passphrase(SecretBytes(copying: Array(Self.passphrase.utf8)), .interactive),
                .keyFile(keyFile),
            ], random: .system)
        for (slot, key) in actor.keys {
            let owner = try KeyOwner.messages(
                of: slot.actor, level: slot.level.name, status: slot.status.rawValue)
            switch key {
            case .signing(let key): try ring.add(key, .signing, owner, random: .system)
            case .postQuantumSigning(let key):
                try ring.add(key, .postQuantumSigning, owner, random: .system)
            case .wrapping(let key): try ring.add(key, .wrapping, owner, random: .system)
            }
        }
        try Data(ring.encoded).write(to: folder.url.appending(path: "\(actor.id).ring"))
        let file = keyFile.encoded.withBytes { Data($0) }
        try file.write(to: folder.url.appending(path: "\(actor.id).key"))
    }
}

/// One message of an exchange, sealed and opened by the product.
struct ExchangeMessage {
    let exchange: Exchange
    let suite: Suite
    let recipients: [TestActor]

    init(_ exchange: Exchange, _ suite: Suite, recipientCount: Int) {
        self.exchange = exchange
        self.suite = suite
        recipients = Array(exchange.recipients.prefix(recipientCount))
    }

    var level: Level {
        switch suite {
        case .signed: .open
        case .sealed: .secrecy
        case .layered: .secret
        }
    }

    func status() throws -> Status {
        suite == .layered ? .exercise(try ExerciseID("ovning-2026")) : .actual
    }

    func label() throws -> Label {
        let region = exchange.region
        let marking = try Secrecy(
            provision: "OSL 18:13", authority: exchange.sender.id, date: region.start)
        return try Label(
            status: status(), secrecy: level == .open ? [] : [marking],
            securityClass: SecurityClass(of: level),
            audience: Audience([AudienceClause(recipients.map { .actor($0.id) })]),
            owners: [exchange.sender.id], expires: region.now.adding(seconds: 3_600))
    }

    var viewDigest: ShortDigest {
        .view(policy: MerkleTree.emptyRoot, registry: exchange.region.registry.head)
    }

    /// - Parameter files: to be attached.
    func sealed(
        _ body: [UInt8], isOpaque: Bool = false, attaching files: [[UInt8]] = []
    ) throws -> EnvelopeHead.WithContent {
        let region = exchange.region
        let kind = try status().kind
        let core = MessageCore(
            kind: .file, label: try label(), originator: exchange.sender.id,
            function: try FunctionID("tib"), created: region.now, precedence: .immediate,
            references: [MessageReference(.answers, MessageID(MerkleTree.emptyRoot))],
            viewDigest: viewDigest, ground: try GroundCode("osl-10-2"),
            approval: isOpaque ? try ApprovalID("produkt-1") : nil, suite: suite,
            isOpaque: isOpaque, counter: suite == .signed ? 7 : 0)
        let view = region.view()
        let slots = try (suite.seals ? recipients : []).enumerated().map { index, actor in
            let key = view.usableKey(of: actor.id, .wrapping, level: level, status: kind)
            guard let key else { throw TestRegionError.keyMissing }
            return SlotRecipient(key: key, counter: UInt64(index) + 100)
        }
        let keying = MessageKeying(core)
        let blobs = try files.enumerated().map { index, file in
            try Self.blob(file, keying.attachmentKeys(index: index))
        }
        let sealer = try MessageSealer(keying, recipients: slots, now: region.now)
        let keys = SigningKeys(
            classical: try exchange.sender.signing(level, kind),
            postQuantum: suite == .layered
                ? try exchange.sender.postQuantumSigning(level, kind) : nil)
        let described = try files.enumerated().map { index, file in
            try AttachmentDescription(
                mediaType: "image/png", fileName: "bild \(index).png", bytes: UInt64(file.count))
        }
        let (head, content) = try sealer.seal(
            body,
            ContentDescription(
                mediaType: "text/plain", fileName: "läge.txt", attachments: described),
            keys: keys,
            attachments: blobs.map {
                AttachmentReference(digest: Hashing.sha256($0), bytes: UInt64($0.count))
            })
        return EnvelopeHead.WithContent(head: head, content: content, blobs: blobs)
    }

    private static func blob(_ file: [UInt8], _ keys: AttachmentKeys) throws -> [UInt8] {
        let sealer = try AttachmentSealer(keys, random: .system)
        var blob: [UInt8] = []
        try sealer.begin { blob += Array($0) }
        try file.withUnsafeBytes { try sealer.update($0) { blob += Array($0) } }
        _ = try sealer.finish { blob += Array($0) }
        return blob
    }

    /// Everything a receiver does, in order.
    func received(_ file: [UInt8], as index: Int) throws -> (body: [UInt8], counter: UInt64?) {
        let (received, content) = try EnvelopeFraming.split(file)
        let envelope = try received.verified(
            in: exchange.region.view(), at: exchange.region.now)
        let verified = try envelope.verified(content: content)
        guard suite.seals else { return (try verified.open(content, secrets: nil).body, nil) }
        let actor = recipients[index]
        let slot = try envelope.openSlot(
            of: actor.id, with: actor.wrapping(level, status().kind))
        return (try verified.open(content, secrets: slot.secrets).body, slot.counter)
    }
}

extension EnvelopeHead {
    /// A whole envelope.
    struct WithContent {
        let head: EnvelopeHead
        let content: [UInt8]
        let blobs: [[UInt8]]

        var file: [UInt8] { EnvelopeFraming.opening(of: head) + content }

        /// As a relay hands it to the actor: with the own slot alone, and its path.
        func file(for actor: ActorID, in exchange: Exchange) throws -> [UInt8] {
            let envelope = try ReceivedEnvelope(head: head).verified(
                in: exchange.region.view(), at: exchange.region.now)
            guard let own = envelope.head(for: actor) else { throw TestRegionError.actorMissing }
            return EnvelopeFraming.opening(of: own) + content
        }
    }
}
