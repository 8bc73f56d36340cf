package import Envelopes
import Files
import Identity
import Primitives
package import Sealing

/// The sealed attachments of an envelope file: each a file, named by its digest, in a folder beside
/// it.
///
///     lage.txt.envelope
///     lage.txt.envelope.attachments/<digest>
///
/// Several envelopes may share a folder. Spec: Sealing#attachments.
package struct AttachmentFolder: Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    /// Where an envelope's attachments lie when nothing else is said.
    package init(beside envelope: String) { self.init(envelope + ".attachments") }

    package func file(of reference: AttachmentReference) -> String {
        path + "/" + reference.digest.hex
    }

    /// Whether a file of the right size is there; what it is, ``verified(_:)`` says.
    package func isThere(_ reference: AttachmentReference) -> Bool {
        File.byteCount(of: file(of: reference)) == reference.bytes
    }

    // MARK: Sealing

    /// Seals a file in constant memory; the blob is there whole or not at all.
    ///
    /// - Returns: what a header is to name, and whether the very same was there already, as the
    ///   attachment in clear of another envelope.
    /// - Throws: `FileError`, `SealingError`, ``RegionError/inputChanged(path:)`` when the file is
    ///   not as long as is said of it.
    package func seal(
        _ file: String, _ description: AttachmentDescription, under keys: AttachmentKeys,
        progress: (UInt64) -> Void = { _ in }
    ) throws -> (reference: AttachmentReference, wasThere: Bool) {
        try Folder.create(path, mode: 0o700)
        // Its name is its digest, which comes last.
        let output = try NewFile(at: path + "/sealing", mode: 0o600)
        let sink: ContentSealer.Sink = { try output.file.write($0) }
        let sealer = try AttachmentSealer(keys, random: .system)
        try sealer.begin(sink: sink)
        try OpenFile(reading: file).forEachBlock { block in
            try sealer.update(block, sink: sink)
            progress(sealer.plaintextBytes)
        }
        guard sealer.plaintextBytes == description.bytes else {
            throw RegionError.inputChanged(path: file)
        }
        let reference = try sealer.finish(sink: sink)
        let wasThere = isThere(reference)
        try output.commit(as: self.file(of: reference), replacing: true)
        return (reference, wasThere)
    }

    /// Takes back what was sealed for a message that will not be, and the folder if nothing is left.
    package func remove(_ references: [AttachmentReference]) {
        for reference in references { try? File.remove(file(of: reference)) }
        if (try? Folder.names(in: path).isEmpty) == true { Folder.removeAll(path) }
    }

    // MARK: Opening

    /// Reads a whole blob and compares it with what a header says of it.
    ///
    /// - Throws: ``RegionError/blobMissing(path:)``, ``RegionError/blobAltered(path:)``.
    package func verified(_ reference: AttachmentReference) throws -> VerifiedBlob {
        let path = file(of: reference)
        do {
            var verifier = BlobVerifier(reference)
            try OpenFile(reading: path).forEachBlock { try verifier.update($0) }
            return try verifier.finish()
        } catch FileError.notFound {
            throw RegionError.blobMissing(path: path)
        } catch is EnvelopeError {
            throw RegionError.blobAltered(path: path)
        }
    }

    /// Decrypts a blob into a new file, which appears whole or not at all.
    ///
    /// - Throws: `SealingError`, `FileError/alreadyExists(path:)`.
    package func open(
        _ blob: VerifiedBlob, _ description: AttachmentDescription, keys: AttachmentKeys,
        to target: String
    ) throws {
        let opener = try AttachmentOpener(blob, description, keys: keys)
        let new = try NewFile(at: target, mode: 0o600)
        try OpenFile(reading: file(of: blob.reference)).forEachBlock { block in
            try opener.update(block) { try new.file.write($0) }
        }
        try opener.finish { try new.file.write($0) }
        try new.commit(replacing: false, flushing: false)
    }
}
