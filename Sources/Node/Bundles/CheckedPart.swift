import Bundles
import Envelopes
import Files
import Identity
import Labels
import Primitives

/// A part all of which is as its manifest says; that its sender signed the manifest is not known
/// yet, since the sender may be registered by notes that it carries itself.
struct CheckedPart: Sendable {
    let path: String
    let copy: BundlePartCopy
    let received: ReceivedManifest
    let offer: RegionOffer

    var manifest: BundleManifest { received.manifest }

    /// Goes through all of it and keeps the region's notes.
    ///
    /// - Throws: `BundleError`, `FileError`.
    init(
        _ copy: BundlePartCopy, at path: String, for actor: ActorID, keys: [WrappingPrivateKey]
    ) throws {
        let walk = try BundleWalk(copy.content, for: actor, keys: keys)
        var found: ReceivedManifest?
        var offer = RegionOffer()
        var regionBytes = 0
        while let pieces = try walk.next() {
            for piece in pieces {
                switch piece {
                case .manifest(let manifest): found = manifest
                case .entry(let entry) where entry.kind.isOfRegion:
                    regionBytes += entry.bytes.count
                    guard regionBytes <= BundleLimits.regionMaxBytes else {
                        throw BundleError.tooLong(
                            part: "region", limitBytes: BundleLimits.regionMaxBytes)
                    }
                    offer.add(entry)
                case .entry(let entry):
                    guard entry.isOf(found?.manifest.status) else {
                        throw BundleError.statusMixed
                    }
                }
            }
        }
        guard let found else { throw BundleError.manifestInvalid(line: 0) }
        self.path = path
        self.copy = copy
        received = found
        self.offer = offer
    }
}

extension BundleEntry {
    /// What cannot be read says nothing of its status, and is refused where messages are taken in.
    fileprivate func isOf(_ status: StatusKind?) -> Bool {
        guard kind == .message, let envelope = try? EnvelopeFraming.split(bytes).envelope else {
            return true
        }
        return envelope.core.label.status.kind == status
    }
}
