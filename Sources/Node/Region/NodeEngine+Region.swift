import Carriers
import Foundation
import Handover
package import Identity
import Ledger
import Notes
import Policies
import Primitives
import Registry

extension NodeEngine {
    /// Asks a relay for newer registry, policy, freshness, exercises and activations; takes in what
    /// verifies.
    ///
    /// - Returns: whether anything was new.
    package func refreshRegion(from relay: RelayID) async throws -> Bool {
        guard let link = relays.first(where: { $0.id == relay }) else { return false }
        let client = link.client
        let known = documentVersions[relay] ?? [:]
        async let registry = client.registry(unless: known["registry"])
        async let policy = client.policy(unless: known["policy"])
        async let freshness = client.freshness(unless: known["freshness"])
        async let exercises = client.exercises(unless: known["exercises"])
        async let activations = client.activations(unless: known["activations"])
        var offer = RegionOffer()
        var versions = known
        if let found = try await registry {
            offer.registry = found.document.files
            versions["registry"] = found.version
        }
        if let found = try? await policy {
            offer.policy = found.document
            versions["policy"] = found.version
        }
        if let found = try? await freshness {
            offer.freshness = found.document
            versions["freshness"] = found.version
        }
        if let found = try await exercises {
            offer.exercises = found.document.notes
            versions["exercises"] = found.version
        }
        if let found = try await activations {
            offer.activations = found.document.notes
            versions["activations"] = found.version
        }
        noteAnswered(relay)
        guard !offer.isEmpty else { return false }
        let result = offer
        let newVersions = versions
        return try await exclusively { engine in
            let changed = try await engine.take(result, from: relay).changed
            engine.documentVersions[relay] = newVersions
            return changed
        }
    }

    /// Takes in what somebody has put into the region's folder since it was last looked at: without
    /// any relay a newer policy, its freshness note and a lease come that way, and take effect here
    /// without a restart.
    ///
    /// - Returns: whether anything was new.
    package func rereadRegion() async throws -> Bool {
        let region = directory.region
        let fingerprint = region.fingerprint()
        guard fingerprint != regionFingerprint else { return false }
        regionFingerprint = fingerprint
        var unreadable: [RegionRefusal] = []
        let notes = try region.notes(&unreadable)
        let genesis = try Digest(hex: configuration.genesis)
        let files = (try? region.registry(trusting: genesis))?.files ?? [:]
        return try await exclusively { engine in
            try await engine.take(notes, growing: files, from: "folder", writing: nil).changed
        }
    }

    private func take(_ offer: RegionOffer, from relay: RelayID) async throws -> RegionTaking {
        let source = "relay:\(relay)"
        keepRollback(offer.registry, from: relay, source)
        return try await take(offer, from: source)
    }

    /// Takes over what verifies; what contradicts it is kept as evidence and changes nothing.
    ///
    /// Within an exclusive section.
    ///
    /// - Parameter source: who brought it, for the evidence.
    func take(_ offer: RegionOffer, from source: String) async throws -> RegionTaking {
        try await take(
            offer.notes, growing: offer.registryFiles, from: source, writing: offer)
    }

    /// - Parameter offer: what is put on disk before it is in force; `nil` where it lies there.
    private func take(
        _ notes: RegionNotes, growing files: [String: [UInt8]], from source: String,
        writing offer: RegionOffer?
    ) async throws -> RegionTaking {
        let growth = grown(by: files, from: source)
        var next = material
        var changed = next.replace(registry: growth.registry)
        let refusals = next.take(notes, at: clock())
        for refusal in refusals { keep(refusal, from: source) }
        changed = changed || next.differs(from: material)
        if changed { try await put(next, offer) }
        try await recordContradictions()
        return RegionTaking(
            changed: changed,
            refused: growth.refusals.map { UntakenNote(path: $0.path, code: $0.error.code) }
                + refusals.map(UntakenNote.init))
    }

    /// The registry with whatever continues it; what contradicts it is kept as evidence.
    private func grown(by files: [String: [UInt8]], from source: String) -> RegistryGrowth {
        let growth = material.registry.grown(by: files)
        for refusal in growth.refusals { keep(refusal.evidence, from: source) }
        return growth
    }

    /// Notes of the registry that came as files, whoever brought them.
    ///
    /// - Parameter files: by path, as in a registry's directory.
    package func importRegistry(
        _ files: [String: [UInt8]], from source: String
    ) async throws -> RegistryImport {
        try await exclusively { engine in
            let growth = engine.grown(by: files, from: source)
            var next = engine.material
            if next.replace(registry: growth.registry) {
                try await engine.put(next, RegionOffer())
            }
            try await engine.recordContradictions()
            return RegistryImport(growth)
        }
    }

    /// Within an exclusive section.
    private func put(_ next: RegionMaterial, _ offer: RegionOffer?) async throws {
        // Before the longer registry lies there: after a restart a freshness note may still name
        // the head it had until now.
        try directory.heads.remember(material.registry.head)
        if let offer {
            try RegionWriter(directory.region).write(next, offer, after: material)
        }
        // Nothing is decided under what could not be shown later.
        recordedView = try directory.archive.keep(next)
        let entries = next.entries(since: material, at: clock())
        if !entries.isEmpty { try await record(entries) }
        material = next
        try relink()
        try await quarantineCompromised()
    }

    /// What this node has taken over of its region, or was shown and refused. Within an exclusive
    /// section.
    private func record(_ entries: [LedgerFacts]) async throws {
        let records = try entries.map { facts in
            var facts = facts
            (facts.actor, facts.node) = (actor, node)
            return try ledgerRecord(facts)
        }
        try await commit([], recording: records)
    }

    /// A relay that shows less of a chain than it did before.
    private func keepRollback(_ files: [String: String], from relay: RelayID, _ source: String) {
        guard !files.isEmpty else { return }
        let shown = Set(files.keys)
        defer { registriesShown[relay] = shown }
        guard let earlier = registriesShown[relay], !earlier.isSubset(of: shown),
            let offered = try? RegistryFiles.registry(
                from: files.mapValues { Array($0.utf8) }, trusting: material.registry.genesis)
        else { return }
        keep(material.registry.evidence(against: offered), from: source)
    }

    private func keep(_ evidence: RegistryEvidence?, from source: String) {
        guard let evidence else { return }
        let now = clock()
        // What is shown again and again is said once.
        if (try? directory.evidence.keep(evidence, from: source, at: now)) == true {
            contradictions.append(LedgerFacts(evidence, from: source, at: now))
        }
    }

    private func recordContradictions() async throws {
        let entries = contradictions
        guard !entries.isEmpty else { return }
        try await record(entries)
        contradictions.removeFirst(entries.count)
    }

    private func keep(_ refusal: RegionRefusal, from source: String) {
        guard case .policy(_, let reason, let notes) = refusal, reason.isFork else { return }
        try? directory.evidence.keep(policies: notes, from: source, at: clock())
    }

    /// Relays may have been revoked, or have other certificates.
    private func relink() throws {
        let view = material.registry.view(at: clock())
        for (index, link) in relays.enumerated() {
            guard let record = view.relays[link.id], record.revocation == nil else {
                relays[index].problem = RelayProblem(.revoked)
                continue
            }
            link.client.trust(record.certificates)
        }
    }
}

extension RegistryError {
    fileprivate var code: UntakenNote.Code {
        switch self {
        case .forked: .forked
        case .sequenceGap, .headUnknown, .unknown: .ahead
        default: .invalid
        }
    }
}

/// What taking a region's notes in came to.
struct RegionTaking: Sendable {
    let changed: Bool
    let refused: [UntakenNote]
}

/// What a relay or a bundle brought that we had not seen.
struct RegionOffer: Sendable {
    var registry: [String: String] = [:]
    /// The same, as files have it.
    var registryFiles: [String: [UInt8]] { registry.mapValues { Array($0.utf8) } }
    var policy: [UInt8]?
    var freshness: [UInt8]?
    var exercises: [String] = []
    var activations: [String] = []

    var isEmpty: Bool {
        registry.isEmpty && policy == nil && freshness == nil && exercises.isEmpty
            && activations.isEmpty
    }

    var notes: RegionNotes {
        var notes = RegionNotes()
        notes.bundles = parsed([policy].compactMap { $0 }, "policy")
        notes.freshness = parsed([freshness].compactMap { $0 }, "freshness")
        notes.exercises = parsed(exercises.map { Array($0.utf8) }, "exercises")
        notes.activations = parsed(activations.map { Array($0.utf8) }, "activations")
        return notes
    }

    private func parsed(_ texts: [[UInt8]], _ path: String) -> [RegionNotes.Entry] {
        texts.compactMap { bytes in
            (try? SignedNote(parsing: bytes)).map { (path: path, note: $0) }
        }
    }
}

extension UntakenNote {
    init(_ refusal: RegionRefusal) {
        switch refusal {
        case .policy(let path, .older, _): self.init(path: path, code: .older)
        case .policy(let path, .forked, _): self.init(path: path, code: .forked)
        case .policy(let path, .invalid, _), .note(let path, _), .unreadable(let path, _):
            self.init(path: path, code: .invalid)
        }
    }
}

extension RegionMaterial {
    func differs(from other: RegionMaterial) -> Bool {
        policies.latest?.edition != other.policies.latest?.edition
            || freshness != other.freshness || statementCount != other.statementCount
    }
}

extension PolicyRefusal {
    fileprivate var isFork: Bool {
        if case .invalid = self { false } else { true }
    }
}

/// Keeps the verified notes on disk, so that the node starts without a relay.
struct RegionWriter {
    private let directory: RegionDirectory

    init(_ directory: RegionDirectory) { self.directory = directory }

    func write(
        _ material: RegionMaterial, _ offer: RegionOffer, after earlier: RegionMaterial
    ) throws {
        try RegistryFolder(directory.keys.path(percentEncoded: false)).write(
            material.registry, after: earlier.registry)
        if let bundle = material.policies.latest {
            try write(bundle.note.encoded, to: directory.bundle)
        }
        if let freshness = offer.freshness { try write(freshness, to: directory.freshness) }
        try write(offer.exercises, in: directory.exercises)
        try write(offer.activations, in: directory.activations)
    }

    private func write(_ notes: [String], in folder: URL) throws {
        for note in notes {
            let bytes = Array(note.utf8)
            let name = String(Hashing.sha256(bytes).hex.prefix(16))
            try write(bytes, to: folder.appending(path: "\(name).note"))
        }
    }

    private func write(_ bytes: [UInt8], to file: URL) throws {
        if let held = try? Data(contentsOf: file), Array(held) == bytes { return }
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file, options: .atomic)
    }
}
