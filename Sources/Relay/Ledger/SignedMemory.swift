import Files
package import Ledger
package import Notes
package import Storage
import Synchronization

/// The largest tree this relay has signed, in a file beside its keys: what a key has signed is
/// remembered where the key lies, not in the store that may be put back from a copy.
///
/// A relay that signed less, or otherwise, than it had signed before would fork its own log. It
/// does not start instead.
package final class SignedMemory: Sendable {
    private let path: String
    /// The size that is in the file.
    private let written = Mutex<UInt64>(0)

    package init(path: String) { self.path = path }

    /// `nil` while nothing has been signed.
    ///
    /// - Parameter key: the relay's own.
    /// - Throws: ``RelayError/signedUnreadable(path:)``.
    package func latest(by key: NoteKey) throws(RelayError) -> Checkpoint? {
        guard File.isThere(path) else { return nil }
        do {
            let note = try SignedNote(parsing: File.read(path, limitBytes: Self.fileMaxBytes))
            return try note.verifiedCheckpoint(by: key, origin: key.name).checkpoint
        } catch {
            throw .signedUnreadable(path: path)
        }
    }

    /// Whether more than the empty tree was signed; also where that cannot be read.
    package var isOfRecords: Bool {
        guard File.isThere(path) else { return false }
        let note = try? SignedNote(parsing: File.read(path, limitBytes: Self.fileMaxBytes))
        let checkpoint = note.flatMap { try? Checkpoint(parsing: $0.text) }
        return checkpoint?.size != 0
    }

    /// - Throws: ``RelayError/logWentBack(signed:found:)``, ``RelayError/logContradicts(size:)``
    ///   unless the store's log is, or continues, the one that was signed; ``Storage/StorageError``.
    package func requireContinued(by store: some RelayStore, key: NoteKey) async throws {
        guard let signed = try latest(by: key) else { return }
        let found = try await store.treeHead().size
        guard found >= signed.size else {
            throw RelayError.logWentBack(signed: signed.size, found: found)
        }
        guard try await store.root(ofFirst: signed.size) == signed.root else {
            throw RelayError.logContradicts(size: signed.size)
        }
        written.withLock { $0 = max($0, signed.size) }
    }

    /// Remembers a checkpoint before anybody is given it; smaller ones than the largest are known.
    ///
    /// - Throws: ``Storage/StorageError``.
    func remember(_ checkpoint: StoredCheckpoint) throws(StorageError) {
        do {
            try written.withLock { (size) throws(FileError) in
                // The empty tree is written too: then there is a file from the first start.
                guard checkpoint.size > size || !File.isThere(path) else { return }
                try File.writePrivate(checkpoint.note, to: path, replacing: true)
                size = checkpoint.size
            }
        } catch {
            throw StorageError(error)
        }
    }

    private static let fileMaxBytes = 64 << 10
}

extension StorageError {
    fileprivate init(_ error: FileError) {
        switch error {
        case .spaceExhausted: self = .full
        case .accessDenied: self = .readOnly
        case .failed(_, _, let code): self = .inputOutput(code: Int(code))
        default: self = .unexpected(code: 0)
        }
    }
}
