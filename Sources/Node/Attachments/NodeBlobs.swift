import Envelopes
import Files
import Foundation
import Identity
import Primitives
import Sealing

/// Attachments as they travel, in files of the node's directory: `attachments/<digest>`, and with
/// `.part` behind it what is still coming or being sealed.
///
/// They are ciphertext, and their keys lie in the vault; those of open messages are in clear, in a
/// folder and files that are the owner's alone. Spec: Vault#attachments.
struct NodeBlobs: Sendable {
    let folder: String

    init(_ directory: NodeDirectory) { folder = directory.attachmentsPath }

    func path(of digest: Digest) -> String { folder + "/" + digest.hex }

    func isWhole(_ reference: AttachmentReference) -> Bool {
        File.byteCount(of: path(of: reference.digest)) == reference.bytes
    }

    /// - Throws: `FileError`.
    func prepare() throws(FileError) { try Folder.create(folder, mode: 0o700) }

    func remove(_ digest: Digest) { try? File.remove(path(of: digest)) }

    /// Removes what nothing in the vault names: a machine may have stopped between file and vault.
    func removeAll(but digests: Set<Digest>) {
        guard Folder.isThere(folder) else { return }
        for name in (try? Folder.names(in: folder)) ?? [] {
            let hex =
                name.hasSuffix(GrowingFile.partSuffix)
                ? String(name.dropLast(GrowingFile.partSuffix.count)) : name
            if let digest = try? Digest(hex: hex), digests.contains(digest) { continue }
            try? File.remove(folder + "/" + name)
        }
    }

    /// The vault must find room when attachments have taken what there was.
    private func requireRoom(for bytes: UInt64) throws(FileError) {
        let free = try Disk.space(at: folder).freeBytes
        guard free > Self.freeMinBytes, free - Self.freeMinBytes >= bytes else {
            throw .spaceExhausted(path: folder)
        }
    }

    static let freeMinBytes: UInt64 = 64 * 1024 * 1024

    // MARK: Sending

    /// Seals a file in constant memory; when it returns, the blob survives a power cut.
    ///
    /// - Throws: `FileError`, `SealingError`, ``NodeError/attachmentChanged(path:)``.
    func seal(
        _ file: AttachmentFile, under keys: AttachmentKeys, random: RandomSource
    ) throws -> AttachmentReference {
        try prepare()
        try requireRoom(for: file.description.bytes)
        let name = "sealing-" + Hex.encode(random.bytes(16))
        let output = try GrowingFile(at: folder + "/" + name)
        do {
            let reference = try write(file, under: keys, random: random, to: output)
            try output.commit(as: path(of: reference.digest))
            return reference
        } catch {
            try? output.discard()
            throw error
        }
    }

    private func write(
        _ file: AttachmentFile, under keys: AttachmentKeys, random: RandomSource,
        to output: GrowingFile
    ) throws -> AttachmentReference {
        var position: UInt64 = 0
        let sink: ContentSealer.Sink = { bytes in
            try output.write(bytes, at: position)
            position += UInt64(bytes.count)
        }
        let sealer = try AttachmentSealer(keys, random: random)
        try sealer.begin(sink: sink)
        try OpenFile(reading: file.path).forEachBlock { try sealer.update($0, sink: sink) }
        // The message says how large it is, and is sealed after it.
        guard sealer.plaintextBytes == file.description.bytes else {
            throw NodeError.attachmentChanged(path: file.path)
        }
        return try sealer.finish(sink: sink)
    }

    /// The next piece of a blob to hand in.
    func piece(of digest: Digest, at offset: UInt64, count: Int) throws -> [UInt8] {
        try OpenFile(reading: path(of: digest)).bytes(at: offset, count: count)
    }

    // MARK: Receiving

    /// How much of a blob has come.
    func byteCount(of reference: AttachmentReference) throws -> UInt64 {
        if isWhole(reference) { return reference.bytes }
        try prepare()
        let file = try GrowingFile(at: path(of: reference.digest))
        let count = try file.byteCount()
        if count <= reference.bytes { return count }
        try file.discard()
        return 0
    }

    /// Adds a piece where the file ends.
    func append(_ piece: [UInt8], to reference: AttachmentReference, at offset: UInt64) throws {
        try requireRoom(for: UInt64(piece.count))
        let file = try GrowingFile(at: path(of: reference.digest))
        try piece.withUnsafeBytes { try file.write($0, at: offset) }
    }

    /// What became of a piece whose place its sender chose.
    enum PieceFate: Equatable {
        /// So much is there now.
        case added(upTo: UInt64)
        case known
        /// What comes before it is not here.
        case ahead
        /// The attachment ends before it does.
        case beyond
    }

    /// Adds what a piece has beyond what is here; when it returns, that survives a power cut.
    ///
    /// - Throws: `FileError`.
    func add(
        _ piece: [UInt8], to reference: AttachmentReference, at offset: UInt64
    ) throws -> PieceFate {
        let count = try byteCount(of: reference)
        guard offset <= count else { return offset < reference.bytes ? .ahead : .beyond }
        let end = offset + UInt64(piece.count)
        guard end <= reference.bytes else { return .beyond }
        guard end > count else { return .known }
        let rest = Array(piece.dropFirst(Int(count - offset)))
        try append(rest, to: reference, at: count)
        try GrowingFile(at: path(of: reference.digest)).flush()
        return .added(upTo: end)
    }

    /// Compares the whole with what the header says and gives it its name; what is something else is
    /// thrown away.
    ///
    /// - Throws: `EnvelopeError`, `FileError`.
    func complete(_ reference: AttachmentReference) throws {
        if isWhole(reference) { return }
        let file = try GrowingFile(at: path(of: reference.digest))
        do {
            var verifier = BlobVerifier(reference)
            try file.forEachBlock { try verifier.update($0) }
            _ = try verifier.finish()
        } catch let error as EnvelopeError {
            try file.discard()
            throw error
        }
        try file.commit()
    }

    /// Opens a blob into a new file, which appears whole or not at all.
    ///
    /// - Throws: `EnvelopeError` when the blob is no longer the one that came, `SealingError`,
    ///   `FileError/alreadyExists(path:)`.
    func open(
        _ reference: AttachmentReference, _ description: AttachmentDescription,
        keys: AttachmentKeys, to target: String
    ) throws {
        let blob = try OpenFile(reading: path(of: reference.digest))
        var verifier = BlobVerifier(reference)
        try blob.forEachBlock { try verifier.update($0) }
        let opener = try AttachmentOpener(verifier.finish(), description, keys: keys)
        let new = try NewFile(at: target, mode: 0o600)
        try blob.forEachBlock { block in
            try opener.update(block) { try new.file.write($0) }
        }
        try opener.finish { try new.file.write($0) }
        try new.commit(replacing: false)
    }
}
