package import Files
package import Handover
package import Identity
import Notes
package import Registry

/// Where the public material of a region is read from, and the way it is verified.
package struct RegionSource: Sendable {
    /// A registry's directory, as `Keys/`.
    package let registry: String
    /// A policy's directory with its notes, or a signed bundle alone.
    package let policy: String

    package init(registry: String, policy: String) {
        self.registry = registry
        self.policy = policy
    }

    package init(_ layout: RegionLayout) {
        self.init(registry: layout.keys, policy: layout.policies)
    }

    /// - Throws: `FileError`, `RegistryError` with the file that is wrong.
    package func readRegistry(trusting genesis: Digest?) throws -> Registry {
        try RegistryFiles.registry(
            from: Self.read(below: registry, limitBytes: noteFileMaxBytes), trusting: genesis)
    }

    /// Registry and policy; refusals are what was found and not taken in.
    package func readMaterial(
        trusting genesis: Digest?, at now: Timestamp
    ) throws -> (material: RegionMaterial, refusals: [RegionRefusal]) {
        var material = RegionMaterial(registry: try readRegistry(trusting: genesis))
        var refusals: [RegionRefusal] = []
        let notes = try readNotes(&refusals)
        refusals += material.take(notes, at: now)
        return (material, refusals)
    }

    /// What decisions rest on.
    ///
    /// - Throws: the reason why no policy is in force, where there is one among the refusals, else
    ///   ``RegionError/policyMissing(path:)``.
    package func readView(
        trusting genesis: Digest?, at now: Timestamp
    ) throws -> (view: RegionView, refusals: [RegionRefusal]) {
        let (material, refusals) = try readMaterial(trusting: genesis, at: now)
        if let view = material.view(at: now) { return (view, refusals) }
        if let first = refusals.first { throw RefusedNote(first) }
        throw RegionError.policyMissing(path: policy)
    }

    private func readNotes(_ refusals: inout [RegionRefusal]) throws -> RegionNotes {
        var notes = RegionNotes()
        guard Folder.isThere(policy) else {
            notes.bundles = try entries([policy], &refusals)
            let beside = Folder.parent(of: policy) + "/freshness.note"
            notes.freshness = try entries(File.isThere(beside) ? [beside] : [], &refusals)
            return notes
        }
        func present(_ name: String) -> [String] {
            File.isThere("\(policy)/\(name)") ? ["\(policy)/\(name)"] : []
        }
        func folder(_ name: String) throws -> [String] {
            let path = "\(policy)/\(name)"
            guard Folder.isThere(path) else { return [] }
            return try Folder.names(in: path).filter { $0.hasSuffix(".note") }
                .map { "\(path)/\($0)" }
        }
        notes.bundles = try entries(present("bundle.note"), &refusals)
        notes.freshness = try entries(present("freshness.note"), &refusals)
        notes.leases = try entries(folder("leases"), &refusals)
        notes.exercises = try entries(folder("exercises"), &refusals)
        notes.activations = try entries(folder("activations"), &refusals)
        return notes
    }

    private func entries(
        _ paths: [String], _ refusals: inout [RegionRefusal]
    ) throws -> [RegionNotes.Entry] {
        var entries: [RegionNotes.Entry] = []
        for path in paths {
            let bytes = try File.read(path, limitBytes: noteFileMaxBytes)
            do throws(NoteError) { entries.append((path, try SignedNote(parsing: bytes))) } catch {
                refusals.append(.unreadable(path: path, error))
            }
        }
        return entries
    }

    /// Every file below a directory, by relative path.
    package static func read(
        below path: String, limitBytes: Int
    ) throws(FileError) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try Folder.files(below: path) {
            files[name] = try File.read(path + "/" + name, limitBytes: limitBytes)
        }
        return files
    }
}

/// A refusal that leaves nothing to go on with.
package struct RefusedNote: Error {
    package let refusal: RegionRefusal

    init(_ refusal: RegionRefusal) { self.refusal = refusal }
}

/// No note of a region is longer.
let noteFileMaxBytes = 17 << 20
