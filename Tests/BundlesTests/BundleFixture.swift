import Bundles
import Identity
import Labels
import Notes
import Primitives

/// A bundle from one actor to another, with keys of its own.
struct BundleFixture {
    let key = WrappingPrivateKey.generate()
    let signer: NoteSigner
    let destination: ActorID
    let sender: BundleSender
    let bundle: BundleID

    init() throws {
        signer = try NoteSigner(name: "region/node/sos-1", ed25519: .generate())
        destination = try ActorID("kommun-solna")
        sender = BundleSender(try NodeID("sos-1"), of: try ActorID("sos-alarm"))
        guard let bundle = BundleID(bytes: [UInt8](repeating: 7, count: BundleID.byteCount)) else {
            throw BundleError.magicMissing
        }
        self.bundle = bundle
    }

    func manifest(
        _ lines: [BundleLine], part: Int = 1, of count: Int = 1
    ) throws -> BundleManifest {
        BundleManifest(
            bundle: bundle, part: part, partCount: count, sender: sender,
            destination: destination, status: .actual,
            created: try Timestamp(rfc3339: "2026-11-26T09:00:00Z"), lines: lines)
    }

    /// Manifest and entries as they stand inside the encryption.
    func plaintext(_ manifest: BundleManifest, _ entries: [BundleEntry]) throws -> [UInt8] {
        let note = try SignedNote(text: manifest.text, signers: [signer])
        return BundleReader.framed(manifest: note.encoded) + entries.flatMap(\.encoded)
    }

    func sealed(_ plaintext: [UInt8]) throws -> [UInt8] {
        let sealer = try BundleSealer(to: destination, key: key.publicKey, random: .system)
        return try sealer.opening + sealer.seal(plaintext) + sealer.finish()
    }

    func file(_ entries: [BundleEntry]) throws -> [UInt8] {
        try sealed(plaintext(manifest(entries.map(\.line)), entries))
    }

    /// Reads a file as an import does, with any keys.
    func read(
        _ file: [UInt8], keys: [WrappingPrivateKey]? = nil
    ) throws -> (manifest: ReceivedManifest?, entries: [BundleEntry]) {
        let opening = try BundleOpening(parsing: file)
        let opener = try BundleOpener(opening, keys: keys ?? [key])
        var reader = BundleReader()
        var manifest: ReceivedManifest?
        var entries: [BundleEntry] = []
        var rest = file.dropFirst(opening.byteCount)
        var isLast = false
        while !isLast {
            let chunk = Array(rest.prefix(BundleOpener.chunkByteCount))
            rest = rest.dropFirst(chunk.count)
            isLast = chunk.count < BundleOpener.chunkByteCount
            for piece in try reader.take(opener.open(chunk)) {
                switch piece {
                case .manifest(let found): manifest = found
                case .entry(let entry): entries.append(entry)
                }
            }
        }
        try opener.finish()
        try reader.finish()
        return (manifest, entries)
    }

    static let entries = [
        BundleEntry(.registry, Array("root/000000.note\nregister\n".utf8)),
        BundleEntry(.message, Array("meddelande å".utf8)),
        BundleEntry(.delivered, Array("kvittens\n".utf8)),
    ]
}
