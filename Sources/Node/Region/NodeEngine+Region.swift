import Carriers
import Foundation
import Handover
package import Identity
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
        let known = documentVersions
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
            let changed = try engine.take(result)
            engine.documentVersions = newVersions
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
            try engine.take(
                notes, growing: files.mapValues { String(decoding: $0, as: UTF8.self) })
        }
    }

    private func take(_ offer: RegionOffer) throws -> Bool {
        try take(offer.notes, growing: offer.registry) { next in
            try RegionWriter(directory.region).write(next, offer)
        }
    }

    /// Takes over what verifies; what does not is kept as evidence and changes nothing.
    ///
    /// - Parameter keep: puts what is new on disk, before it is in force.
    private func take(
        _ notes: RegionNotes, growing files: [String: String],
        keep: (RegionMaterial) throws -> Void = { _ in }
    ) throws -> Bool {
        var next = material
        let grown = grow(next.registry, by: files)
        var changed = next.replace(registry: grown)
        let refusals = next.take(notes, at: clock())
        for refusal in refusals { keepEvidence(refusal) }
        changed = changed || next.differs(from: material)
        guard changed else { return false }
        // Before the longer registry lies there: after a restart a freshness note may still name
        // the head it had until now.
        try directory.heads.remember(material.registry.head)
        try keep(next)
        material = next
        try relink()
        return true
    }

    /// Appends each note that is new, in the order of its chain; a fork or gap ends it there.
    private func grow(_ registry: Registry, by files: [String: String]) -> Registry {
        var grown = registry
        let known = registry.files
        let roots = files.keys.filter { $0.hasPrefix("root/") }.sorted()
        let others = files.keys.filter { !$0.hasPrefix("root/") }.sorted()
        for path in roots + others {
            let bytes = Array((files[path] ?? "").utf8)
            guard known[path] != bytes else { continue }
            guard let note = try? SignedNote(parsing: bytes) else { continue }
            do { grown = try grown.appending(note) } catch {
                keepEvidence(bytes, named: "registry-\(path.replacing("/", with: "-"))")
            }
        }
        return grown
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

    private func keepEvidence(_ refusal: RegionRefusal) {
        guard case .policy(_, let reason, let evidence) = refusal, reason.isFork else { return }
        for note in evidence { keepEvidence(note.encoded, named: "policy") }
    }

    private func keepEvidence(_ bytes: [UInt8], named name: String) {
        let file = directory.evidence.appending(
            path: "\(name)-\(clock().rfc3339.replacing(":", with: "")).note")
        try? FileManager.default.createDirectory(
            at: directory.evidence, withIntermediateDirectories: true)
        try? NodeDirectory.writePrivate(bytes, to: file)
    }
}

/// What a relay served that we had not seen.
struct RegionOffer: Sendable {
    var registry: [String: String] = [:]
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

    func write(_ material: RegionMaterial, _ offer: RegionOffer) throws {
        for (path, bytes) in material.registry.files {
            try write(bytes, to: directory.keys.appending(path: path))
        }
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
