package import Foundation
package import Handover

/// Where a node keeps everything: `node.yaml`, `keyring`, `vault.sqlite`, `attachments/`, `region/`,
/// `registry-heads`, `node.sock`.
///
/// `region/` holds the public notes the node has verified; the ledger lies in the vault's file, in
/// tables of its own.
package struct NodeDirectory: Sendable {
    package let root: URL

    package init(_ root: URL) { self.root = root }

    package var configuration: URL { root.appending(path: "node.yaml") }
    package var keyRing: URL { root.appending(path: "keyring") }
    package var vault: URL { root.appending(path: "vault.sqlite") }
    /// Heads the registry has had here.
    package var heads: HeadMemory {
        HeadMemory(path: root.appending(path: "registry-heads").path(percentEncoded: false))
    }
    /// Of attachments as they travel.
    package var attachmentsPath: String {
        root.appending(path: "attachments").path(percentEncoded: false)
    }
    /// How far the SIEM was told.
    package var syslogPlacePath: String {
        root.appending(path: "syslog-place").path(percentEncoded: false)
    }
    package var socket: URL { root.appending(path: "node.sock") }
    package var region: RegionDirectory {
        RegionDirectory(root.appending(path: "region", directoryHint: .isDirectory))
    }
    /// Notes that were refused but prove something: forks, of registry, policy and logs, older
    /// policies under a newer date.
    package var evidence: EvidenceFolder {
        EvidenceFolder(root.appending(path: "evidence").path(percentEncoded: false))
    }

    /// Registry, policies and notes as they were when decisions were taken, by digest.
    package var archive: ViewArchive {
        ViewArchive(root.appending(path: "archive").path(percentEncoded: false))
    }

    /// Parts of bundles that did not verify, as they came.
    package var quarantinePath: String {
        root.appending(path: "quarantine").path(percentEncoded: false)
    }

    package var exists: Bool {
        FileManager.default.fileExists(atPath: configuration.path(percentEncoded: false))
    }

    /// The directory when the command line names none: the XDG data directory.
    package static func standard(environment: [String: String]) -> URL {
        if let named = environment["BUDKAVLE_NODE"], !named.isEmpty {
            return URL(filePath: named, directoryHint: .isDirectory)
        }
        let home = environment["HOME"] ?? "."
        let data = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        return URL(filePath: data ?? home + "/.local/share", directoryHint: .isDirectory)
            .appending(path: "budkavle", directoryHint: .isDirectory)
    }

    /// Writes a file that nobody else may read, whole or not at all.
    package static func writePrivate(_ bytes: [UInt8], to file: URL) throws {
        let temporary = file.deletingLastPathComponent()
            .appending(path: ".\(file.lastPathComponent).\(UUID().uuidString)")
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard
            FileManager.default.createFile(
                atPath: temporary.path(percentEncoded: false), contents: Data(bytes),
                attributes: attributes)
        else { throw CocoaError(.fileWriteUnknown) }
        do {
            let handle = try FileHandle(forWritingTo: temporary)
            try handle.synchronize()
            try handle.close()
            guard
                rename(temporary.path(percentEncoded: false), file.path(percentEncoded: false)) == 0
            else {
                throw CocoaError(.fileWriteUnknown)
            }
        } catch {
            try? FileManager.default.removeItem(at: temporary)
            throw error
        }
    }
}
