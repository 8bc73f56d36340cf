import Foundation
import Glibc
import Keystore
package import Primitives
import Storage
import StorageSQLite

/// Destroys a node in an emergency, what matters most first.
///
/// The vault is sealed under a key of the ring, and so are all messages sealed to this machine: once
/// the ring is overwritten, which takes the same moment whatever the vault's size, nothing on the disk can
/// be read again. Whatever fails after that changes nothing about it. Flash memory may keep remnants
/// of the ring's file; what makes them worthless is that the ring was encrypted too.
package struct NodeErasure: Sendable {
    /// In this order.
    package enum Step: CaseIterable, Sendable {
        /// The ring, and a key file beside it, are overwritten and flushed.
        case overwriteKeys
        /// Their names go.
        case removeKeys
        /// The process that has the keys in its memory is ended, without asking it.
        case endProcess
        /// Vault, attachments, region: none of it can be read any more.
        case removeRest
    }

    private let directory: NodeDirectory

    /// Keys of the node that are in tokens, by their URIs: erasing does not reach them, since a token
    /// destroys nothing without its PIN. What the ring says of them is not verified.
    package let left: [TokenURI]

    /// - Throws: ``NodeError/notANode(path:)`` for a directory that has neither `node.yaml` nor a
    ///   ring: nothing else is ever removed.
    package init(of directory: NodeDirectory) throws(NodeError) {
        let ring = directory.keyRing.path(percentEncoded: false)
        guard directory.exists || FileManager.default.fileExists(atPath: ring) else {
            throw .notANode(path: directory.root.path(percentEncoded: false))
        }
        self.directory = directory
        let entries = (try? NodeOpening.ring(of: directory))?.claimedEntries ?? []
        left = entries.compactMap { $0.token?.uri }
    }

    /// All steps, each told before it is taken.
    ///
    /// - Throws: file errors of the step that was told last.
    package func perform(telling: (Step) -> Void = { _ in }) throws {
        for step in Step.allCases {
            telling(step)
            try take(step)
        }
    }

    func take(_ step: Step) throws {
        switch step {
        case .overwriteKeys: for file in keyFiles { try overwrite(file) }
        case .removeKeys: for file in keyFiles { try FileManager.default.removeItem(at: file) }
        case .endProcess: endProcess()
        case .removeRest: try FileManager.default.removeItem(at: directory.root)
        }
    }

    private var keyFiles: [URL] {
        [directory.keyRing, directory.root.appending(path: "key")].filter {
            FileManager.default.fileExists(atPath: $0.path(percentEncoded: false))
        }
    }

    private func overwrite(_ file: URL) throws {
        let handle = try FileHandle(forUpdating: file)
        let size = Int(try handle.seekToEnd())
        try handle.seek(toOffset: 0)
        try handle.write(contentsOf: Data(RandomSource.system.bytes(size)))
        try handle.synchronize()
        try handle.close()
    }

    private func endProcess() {
        let vault = directory.vault.path(percentEncoded: false)
        do throws(StorageError) { try SQLiteVaultStore.requireFree(path: vault) } catch {
            guard case .inUse(_, let process?) = error, process != getpid() else { return }
            kill(process, SIGKILL)
        }
    }
}
