import Carriers
import Envelopes
import Files
import Identity
import Storage

/// Compares the blobs beside a store with the messages that name them, and with what the ledger says
/// came whole.
struct BlobInspection {
    private let listing: BlobListing
    /// By message, what its header names.
    private let named: [MessageID: [AttachmentReference]]

    /// - Parameter listing: made before the store was read, so that every message in it must be
    ///   there, unless it has expired meanwhile.
    init(_ listing: BlobListing, named: [MessageID: [AttachmentReference]]) {
        self.listing = listing
        self.named = named
    }

    func run(
        _ ledger: LedgerInspection, now: Timestamp, _ tell: (StoreFinding) -> Void
    ) {
        for name in listing.strays { tell(.blobStray(name: name)) }
        for entry in listing.blobs { check(entry, tell) }
        for (blob, record) in ledger.attached.sorted(by: { $0.value.number < $1.value.number }) {
            // Without its message it is told that the message is lost.
            guard let expires = record.expires, expires > now, named[blob.message] != nil,
                !listing.folder.isWhole(blob)
            else { continue }
            tell(.blobLost(message: blob.message, blob: blob.digest, record: record.number))
        }
    }

    private func check(_ entry: BlobListing.Entry, _ tell: (StoreFinding) -> Void) {
        let blob = entry.blob
        let reference = named[blob.message]?.first { $0.digest == blob.digest }
        guard let reference else {
            let name = blob.message.hex + "/" + blob.digest.hex
            // A message that expired while we read took its blobs along.
            if listing.folder.isThere(entry) { tell(.blobStray(name: name)) }
            return
        }
        guard entry.isWhole else { return }
        do {
            var verifier = BlobVerifier(reference)
            try OpenFile(reading: listing.folder.file(of: blob)).forEachBlock {
                try verifier.update($0)
            }
            _ = try verifier.finish()
        } catch FileError.notFound {
            return
        } catch {
            tell(.blobWrong(message: blob.message, blob: blob.digest))
        }
    }
}
