package import Identity
import Ledger
import Notes
import Policies
import Primitives
import Registry

/// Says of a pack what holds and what does not, statement by statement.
///
/// Trusts the first note of the registry, if it is the one it was told, and nothing else: what the
/// maker signed only shows that the pack is as it was made.
package struct PackVerification: Sendable {
    let files: PackFiles
    private let genesis: Digest?
    let now: Timestamp
    package internal(set) var statements: [AuditStatement] = []

    /// - Parameters:
    ///   - genesis: SHA-256 of the registry's first note, from elsewhere than the pack.
    ///   - now: cosignatures from later count as defects.
    package init(_ files: PackFiles, trusting genesis: Digest?, at now: Timestamp) {
        self.files = files
        self.genesis = genesis
        self.now = now
    }

    /// All statements about a pack, in the order of an argument: the pack, who is who, the logs,
    /// what they hold.
    package static func of(
        _ files: PackFiles, trusting genesis: Digest?, at now: Timestamp
    ) -> [AuditStatement] {
        var verification = PackVerification(files, trusting: genesis, at: now)
        verification.run()
        return verification.statements
    }

    private mutating func run() {
        let note = files.content(PackManifest.path).flatMap { try? SignedNote(parsing: $0) }
        let manifest = note.flatMap { try? PackManifest(parsing: $0.text) }
        let registry = judgedRegistry(manifest)
        let keys = registry.map(KeyBook.init)
        judgeSignature(of: manifest, note, keys)
        judgeFiles(of: manifest)
        guard let registry, let keys else { return }
        let required = judgedQuorum(in: registry)
        let entries = openedEntries(keys)
        let trees = judgeLogs(keys, entries, required: required)
        judge(entries, against: trees)
        judgeReceipts(keys, entries, against: trees)
    }

    mutating func state(
        _ name: AuditStatement.Name, of subject: String, _ reason: AuditStatement.Reason? = nil,
        at place: String = "", _ verdict: AuditStatement.Verdict? = nil
    ) {
        statements.append(
            AuditStatement(
                name, of: subject, verdict ?? (reason == nil ? .holds : .fails), reason, at: place))
    }

    // MARK: The pack

    private mutating func judgeSignature(
        of manifest: PackManifest?, _ note: SignedNote?, _ keys: KeyBook?
    ) {
        let path = PackManifest.path
        guard files.paths.contains(path) else { return state(.packSigned, of: path, .missing) }
        guard let manifest, let note else { return state(.packSigned, of: path, .malformed) }
        guard let keys else {
            return state(.packSigned, of: path, .registryInvalid, .unproven)
        }
        guard let key = keys.receiptKey(of: manifest.maker) else {
            return state(.packSigned, of: path, .keyUnknown, at: manifest.maker.text)
        }
        let isSigned = (try? note.verified(by: [key])) != nil
        state(
            .packSigned, of: path, isSigned ? nil : .signatureInvalid, at: manifest.maker.text)
    }

    private mutating func judgeFiles(of manifest: PackManifest?) {
        guard let manifest else { return }
        var defects: [(path: String, reason: AuditStatement.Reason)] = []
        for (path, digest) in manifest.files {
            guard let content = files.content(path) else {
                defects.append((path, .missing))
                continue
            }
            if digest != Hashing.sha256(content) { defects.append((path, .altered)) }
        }
        for path in files.paths where path != PackManifest.path && manifest.files[path] == nil {
            defects.append((path, .added))
        }
        if defects.isEmpty {
            state(.packWhole, of: PackManifest.path, at: String(manifest.files.count), .holds)
        }
        for (path, reason) in defects.sorted(by: { $0.path < $1.path }) {
            state(.packWhole, of: path, reason)
        }
    }

    // MARK: Who is who

    private mutating func judgedRegistry(_ manifest: PackManifest?) -> Registry? {
        let prefix = PackLayout.keys + "/"
        var notes: [String: [UInt8]] = [:]
        for path in files.paths(in: PackLayout.keys) {
            notes[String(path.dropFirst(prefix.count))] = files.content(path)
        }
        do throws(RegistryError) {
            let registry = try RegistryFiles.registry(
                from: notes, trusting: genesis ?? manifest?.genesis)
            let first = registry.genesis?.hex ?? ""
            if genesis == nil {
                state(.registryHolds, of: PackLayout.keys, .genesisUntold, at: first, .unproven)
            } else {
                state(.registryHolds, of: PackLayout.keys, at: first)
            }
            return registry
        } catch {
            if case .inFile(let path, _) = error {
                state(.registryHolds, of: prefix + path, .registryInvalid)
            } else {
                state(.registryHolds, of: PackLayout.keys, .registryInvalid)
            }
            return nil
        }
    }

    /// How many witnesses the policy asks for, at the level that asks for most.
    private mutating func judgedQuorum(in registry: Registry) -> Int {
        let path = PackLayout.bundle
        guard let content = files.content(path) else {
            state(.policySigned, of: path, .missing, .unproven)
            return 0
        }
        guard let note = try? SignedNote(parsing: content),
            let bundle = try? PolicyBundle(verifying: note, in: registry.view(at: now))
        else {
            state(.policySigned, of: path, .signatureInvalid)
            return 0
        }
        state(.policySigned, of: path, at: String(bundle.edition.version))
        return bundle.policy.witnessesMax
    }
}
