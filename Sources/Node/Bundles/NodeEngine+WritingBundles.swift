import Bundles
import Files
import Identity
import Labels
import Notes
import Primitives

/// All that goes to one actor under one status.
struct BundleShipment: Sendable {
    let destination: ActorID
    let status: StatusKind
    let key: WrappingPublicKey
    /// In the order in which it is to be read.
    let freight: [BundleFreight]
}

extension NodeEngine {
    /// Writes the parts, each whole or not at all; when one cannot be written, those before it are
    /// removed.
    func write(
        _ shipment: BundleShipment, to path: String, partMaxBytes: Int? = nil,
        leftOut: [ExportedBundle.LeftOut] = [], attachmentsAbsent: Int = 0
    ) async throws -> ExportedBundle {
        let lines = shipment.freight.map(\.line)
        let ranges = try BundlePlan.parts(of: lines, partMaxBytes: partMaxBytes)
        guard let bundle = BundleID(bytes: random.bytes(BundleID.byteCount)) else {
            preconditionFailure("the source gives as many bytes as it is asked for")
        }
        let created = clock()
        var parts: [ExportedBundle.Part] = []
        do {
            for (index, range) in ranges.enumerated() {
                let manifest = BundleManifest(
                    bundle: bundle, part: index + 1, partCount: ranges.count,
                    sender: BundleSender(node, of: actor), destination: shipment.destination,
                    status: shipment.status, created: created, lines: Array(lines[range]))
                let file = Self.path(ofPart: index + 1, of: ranges.count, path)
                let bytes = try await write(
                    manifest, shipment.freight[range], sealedTo: shipment.key, to: file)
                parts.append(
                    .init(number: index + 1, path: file, bytes: bytes, entries: range.count))
            }
        } catch {
            for part in parts { try? File.remove(part.path) }
            throw error
        }
        func count(_ isCounted: (BundleEntryKind) -> Bool) -> Int {
            lines.count { isCounted($0.kind) }
        }
        return ExportedBundle(
            bundle: bundle.hex, to: shipment.destination.text, status: shipment.status.rawValue,
            parts: parts, messages: count { $0 == .message },
            receipts: count { $0 == .delivered || $0 == .sealed }, notes: count(\.isOfRegion),
            attachments: shipment.freight.count(where: \.beginsAttachment),
            attachmentsAbsent: attachmentsAbsent, checkpoints: count { $0 == .checkpoint },
            entries: count { $0 == .entry }, leftOut: leftOut)
    }

    /// - Returns: the size of the file.
    private func write(
        _ manifest: BundleManifest, _ freight: ArraySlice<BundleFreight>,
        sealedTo key: WrappingPublicKey, to path: String
    ) async throws -> UInt64 {
        let note = try SignedNote(text: manifest.text, signers: [keys.receiptSigner])
        let sealer = try BundleSealer(to: manifest.destination, key: key, random: random)
        let new = try NewFile(at: path, mode: 0o600)
        var pending = sealer.opening
        pending += try sealer.seal(BundleReader.framed(manifest: note.encoded))
        for item in freight {
            let entry = try await entry(of: item, to: manifest.destination)
            guard entry.line == item.line else { throw BundleError.changed }
            pending += try sealer.seal(entry.encoded)
            if pending.count >= Self.writeMinBytes {
                let bytes = pending
                pending = []
                try await BlockingWork.run { try new.file.write(bytes) }
            }
        }
        let last = pending + (try sealer.finish())
        return try await BlockingWork.run {
            try new.file.write(last)
            try new.commit(replacing: false)
            return try new.file.byteCount()
        }
    }

    private func entry(
        of item: BundleFreight, to destination: ActorID
    ) async throws -> BundleEntry {
        switch item.source {
        case .entry(let entry): entry
        case .message(let id): try await bundleEntry(of: id, to: destination)
        case .piece(let place): try await bundleEntry(at: place)
        }
    }

    /// `usb.kavle` as it is, or `usb-1.kavle`, `usb-2.kavle`, …
    private static func path(ofPart number: Int, of count: Int, _ path: String) -> String {
        guard count > 1 else { return path }
        let ending = ".kavle"
        guard path.hasSuffix(ending) else { return "\(path)-\(number)" }
        return "\(path.dropLast(ending.count))-\(number)\(ending)"
    }

    private static let writeMinBytes = 1 << 20
}

extension BundleFreight {
    fileprivate var beginsAttachment: Bool {
        if case .piece(let place) = source { place.offset == 0 } else { false }
    }
}
