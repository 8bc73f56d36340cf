import Bundles
import Envelopes
import Files
import Identity
import Labels
import Primitives

/// What a part has, without what is in its messages; that its sender signed it is not known yet.
struct BundleContents: Sendable {
    struct Message: Sendable {
        let id: MessageID
        let core: MessageCore
        let byteCount: Int
    }

    let received: ReceivedManifest
    let offer: RegionOffer
    /// Those of them that can be read.
    let messages: [Message]

    /// - Throws: `BundleError`, `FileError`.
    init(of path: String, for actor: ActorID, keys: [WrappingPrivateKey]) throws {
        let walk = try BundleWalk(OpenFile(reading: path), for: actor, keys: keys)
        var found: ReceivedManifest?
        var offer = RegionOffer()
        var messages: [Message] = []
        while let pieces = try walk.next() {
            for piece in pieces {
                switch piece {
                case .manifest(let manifest): found = manifest
                case .entry(let entry) where entry.kind == .message:
                    guard let envelope = try? EnvelopeFraming.split(entry.bytes).envelope else {
                        continue
                    }
                    messages.append(
                        Message(
                            id: envelope.id, core: envelope.core, byteCount: entry.bytes.count))
                case .entry(let entry): offer.add(entry)
                }
            }
        }
        guard let found else { throw BundleError.manifestInvalid(line: 0) }
        received = found
        self.offer = offer
        self.messages = messages
    }
}

extension BundleInspection.Contents {
    init(_ contents: BundleContents) {
        let manifest = contents.received.manifest
        bundle = manifest.bundle.hex
        part = manifest.part
        partCount = manifest.partCount
        from = manifest.sender.description
        status = manifest.status.rawValue
        created = manifest.created
        entries = Dictionary(
            manifest.lines.map { ($0.kind.name, 1) }, uniquingKeysWith: +)
        messages = contents.messages.map { message in
            BundleInspection.Message(
                id: message.id.hex, originator: message.core.originator.text,
                level: message.core.label.level.name,
                precedence: message.core.precedence.rawValue, created: message.core.created,
                bytes: message.byteCount)
        }
    }
}
