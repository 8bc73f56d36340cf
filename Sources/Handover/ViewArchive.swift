package import Files
package import Identity
import Notes
import Policies
import Registry

/// Everything decisions ever rested on, kept by digest: policy bundles and freshness notes that others
/// have superseded, and the registry as it was.
///
///     views/<digest>            a ``RecordedView``
///     registries/<head>         which notes a registry consisted of
///     notes/<digest>.note       any signed note, by the SHA-256 of its text
///
/// Nothing in it is ever changed, and nothing believed: it is read by those who know the digest, and
/// every signature is verified again. Spec: Ledger#views.
package struct ViewArchive: Sendable {
    package let path: String
    /// Of the registries in it, where the reader knows it.
    let genesis: Digest?

    package init(_ path: String, trusting genesis: Digest? = nil) {
        self.path = path
        self.genesis = genesis
    }

    /// Keeps what is in force, unless it is there.
    ///
    /// - Parameter afresh: whether every file is looked at again, since the machine may have stopped
    ///   before all of them had reached the disk.
    /// - Returns: the digest that entries name.
    /// - Throws: `FileError`.
    @discardableResult
    package func keep(
        _ material: RegionMaterial, afresh: Bool = false
    ) throws(FileError) -> Digest {
        let view = material.recorded
        guard afresh || !File.isThere("\(path)/\(Self.path(ofView: view.digest))") else {
            return view.digest
        }
        for folder in ["views", "registries", "notes"] {
            try Folder.create("\(path)/\(folder)", mode: 0o700)
        }
        let registry = "\(path)/\(Self.path(ofRegistry: view.registry))"
        let isKept = !afresh && File.isThere(registry)
        for (name, bytes) in Self.files(of: material, withRegistry: !isKept) {
            let file = "\(path)/\(name)"
            // What is named by its digest has one content, or was cut off while it was written.
            guard File.byteCount(of: file) != UInt64(bytes.count) else { continue }
            try File.writePrivate(bytes, to: file, replacing: true, flushing: false)
        }
        return view.digest
    }

    /// What has to be there for a view to be read, by path within the archive.
    ///
    /// - Throws: ``Defect``.
    package func files(
        of digest: Digest, at now: Timestamp
    ) throws(Defect) -> [(path: String, bytes: [UInt8])] {
        Self.files(of: try material(digest, at: now), withRegistry: true)
    }

    /// What names others comes behind them.
    private static func files(
        of material: RegionMaterial, withRegistry: Bool
    ) -> [(path: String, bytes: [UInt8])] {
        var notes =
            material.policies.accepted.map(\.note) + [material.latest?.note].compactMap { $0 }
            + material.leases.map(\.note) + material.exercises.map(\.note)
            + material.activations.map(\.note)
        var files: [(path: String, bytes: [UInt8])] = []
        if withRegistry, let chains = RegistryChains(material.registry) {
            let registry = material.registry
            notes += registry.rootChain + registry.actorIDs.flatMap { registry.chain(of: $0) }
            files.append((path(ofRegistry: registry.head), Array(chains.text.utf8)))
        }
        let view = material.recorded
        files.append((path(ofView: view.digest), Array(view.text.utf8)))
        return notes.map { (path(ofNote: $0.textDigest), $0.encoded) } + files
    }

    static func path(ofView digest: Digest) -> String { "views/\(digest.hex)" }
    static func path(ofRegistry head: Digest) -> String { "registries/\(head.hex)" }
    static func path(ofNote digest: Digest) -> String { "notes/\(digest.hex).note" }
}
