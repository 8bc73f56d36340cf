import Files
package import Foundation
package import Identity
import Notes
package import Registry

/// The public part of a region on disk, as `region new` makes it, a relay serves it and a node
/// keeps it.
///
///     Keys/root/000000.note …           registry
///     Keys/actors/<actor>/000000.note …
///     Policies/bundle.note              the policy in force
///     Policies/freshness.note
///     Policies/leases/*.note
///     Policies/exercises/*.note
///     Policies/activations/*.note
package struct RegionDirectory: Sendable {
    package let root: URL

    package init(_ root: URL) { self.root = root }

    package var keys: URL { root.appending(path: "Keys", directoryHint: .isDirectory) }
    package var policies: URL { root.appending(path: "Policies", directoryHint: .isDirectory) }
    package var bundle: URL { policies.appending(path: "bundle.note") }
    package var freshness: URL { policies.appending(path: "freshness.note") }
    package var leases: URL { policies.appending(path: "leases", directoryHint: .isDirectory) }
    package var exercises: URL {
        policies.appending(path: "exercises", directoryHint: .isDirectory)
    }
    package var activations: URL {
        policies.appending(path: "activations", directoryHint: .isDirectory)
    }

    /// Reads and verifies everything.
    ///
    /// - Parameters:
    ///   - genesis: SHA-256 of the first root note, where this machine knows it.
    ///   - earlierHeads: what ``HeadMemory`` has.
    /// - Throws: ``RegionDirectoryError``, `RegistryError`: without a registry nothing can be read.
    ///   What is wrong among the
    ///   other notes is in the refusals.
    package func load(
        trusting genesis: Digest? = nil, earlierHeads: Set<Digest> = [], at now: Timestamp
    ) throws -> (material: RegionMaterial, refusals: [RegionRefusal]) {
        var material = RegionMaterial(
            registry: try registry(trusting: genesis), earlierHeads: earlierHeads)
        var refusals: [RegionRefusal] = []
        let notes = try notes(&refusals)
        refusals += material.take(notes, at: now)
        return (material, refusals)
    }

    /// - Parameter verified: see `RegistryFiles`.
    /// - Throws: ``RegionDirectoryError``, `RegistryError` with the file that is wrong.
    package func registry(
        trusting genesis: Digest? = nil, verified: Registry? = nil
    ) throws -> Registry {
        try RegistryFiles.registry(
            from: files(under: keys), trusting: genesis, verified: verified)
    }

    /// All other notes; those that are no notes at all go into `refusals`.
    package func notes(_ refusals: inout [RegionRefusal]) throws -> RegionNotes {
        var notes = RegionNotes()
        notes.bundles = try entries([bundle], &refusals)
        notes.freshness = try entries([freshness], &refusals)
        notes.leases = try entries(noteFiles(in: leases), &refusals)
        notes.exercises = try entries(noteFiles(in: exercises), &refusals)
        notes.activations = try entries(noteFiles(in: activations), &refusals)
        return notes
    }

    /// A number that changes when a file is added, removed or written.
    package func fingerprint() -> UInt64 {
        var hasher = Hasher()
        for folder in [keys.path(percentEncoded: false), policies.path(percentEncoded: false)] {
            for file in (try? Folder.files(below: folder)) ?? [] {
                hasher.combine(file)
                hasher.combine(File.stamp(of: folder + "/" + file))
            }
        }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    /// Every file below a folder, by path relative to it.
    private func files(under folder: URL) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        let base = folder.standardizedFileURL.path(percentEncoded: false)
        let prefix = base.hasSuffix("/") ? base : base + "/"
        guard
            let found = FileManager.default.enumerator(
                at: folder, includingPropertiesForKeys: [.isRegularFileKey])
        else { throw RegionDirectoryError.missing(folder.path(percentEncoded: false)) }
        while let file = found.nextObject() as? URL {
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
                continue
            }
            let path = file.standardizedFileURL.path(percentEncoded: false)
            files[String(path.dropFirst(prefix.count))] = try read(file)
        }
        guard !files.isEmpty else {
            throw RegionDirectoryError.missing(folder.path(percentEncoded: false))
        }
        return files
    }

    private func noteFiles(in folder: URL) throws -> [URL] {
        guard FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)) else {
            return []
        }
        return try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil
        ).filter { $0.pathExtension == "note" }.sorted {
            $0.path(percentEncoded: false) < $1.path(percentEncoded: false)
        }
    }

    private func entries(
        _ files: [URL], _ refusals: inout [RegionRefusal]
    ) throws -> [RegionNotes.Entry] {
        var entries: [RegionNotes.Entry] = []
        for file in files
        where FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) {
            let path = file.path(percentEncoded: false)
            do throws(NoteError) {
                entries.append((path, try SignedNote(parsing: read(orEmpty: file))))
            } catch {
                refusals.append(.unreadable(path: path, error))
            }
        }
        return entries
    }

    private func read(_ file: URL) throws -> [UInt8] {
        let size = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
        guard size <= noteFileMaxBytes else {
            throw RegionDirectoryError.tooLong(
                file.path(percentEncoded: false), limitBytes: noteFileMaxBytes)
        }
        return Array(try Data(contentsOf: file))
    }

    /// A file that vanishes or cannot be read is an unreadable note, which is a refusal, not an
    /// end.
    private func read(orEmpty file: URL) -> [UInt8] { (try? read(file)) ?? [] }
}

package enum RegionDirectoryError: Error, Equatable {
    case missing(String)
    case tooLong(String, limitBytes: Int)
    case unwritable(String)
}

/// No note of a region is longer.
let noteFileMaxBytes = 16 * 1024 * 1024
