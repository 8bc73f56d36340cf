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
            let changed = try engine.take(result).changed
            engine.documentVersions = newVersions
            return changed
        }
    }

    /// Takes over what verifies; what does not is kept as evidence and changes nothing.
    ///
    /// Within an exclusive section.
    func take(_ offer: RegionOffer) throws -> RegionTaking {
        var next = material
        let growth = next.registry.grown(by: offer.registry)
        for (path, bytes, code) in growth.refused where code != .ahead {
            keepEvidence(bytes, named: "registry-\(path.replacing("/", with: "-"))")
        }
        var changed = next.replace(registry: growth.registry)
        let refusals = next.take(offer.notes, at: clock())
        for refusal in refusals { keepEvidence(refusal) }
        changed = changed || next.differs(from: material)
        let refused =
            growth.refused.map { UntakenNote(path: $0.path, code: $0.code) }
            + refusals.map(UntakenNote.init)
        guard changed else { return RegionTaking(changed: false, refused: refused) }
        // Before the longer registry lies there: after a restart a freshness note may still name
        // the head it had until now.
        try directory.heads.remember(material.registry.head)
        try RegionWriter(directory.region).write(next, offer)
        material = next
        try relink()
        return RegionTaking(changed: true, refused: refused)
    }

    /// Relays may have moved or been revoked.
    private func relink() throws {
        let view = material.registry.view(at: clock())
        for (index, link) in relays.enumerated() {
            guard let record = view.relays[link.id], record.revocation == nil else {
                relays[index].problem = RelayProblem(.revoked)
                continue
            }
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

extension Registry {
    /// Appends each note that is new, in the order of its chain; a fork or gap ends it there.
    ///
    /// - Returns: the longer registry, and what does not continue it.
    func grown(
        by files: [String: String]
    ) -> (registry: Registry, refused: [(path: String, bytes: [UInt8], code: UntakenNote.Code)]) {
        var grown = self
        var refused: [(path: String, bytes: [UInt8], code: UntakenNote.Code)] = []
        let known = self.files
        let roots = files.keys.filter { $0.hasPrefix("root/") }.sorted()
        let others = files.keys.filter { !$0.hasPrefix("root/") }.sorted()
        for path in roots + others {
            let bytes = Array((files[path] ?? "").utf8)
            guard known[path] != bytes else { continue }
            guard let note = try? SignedNote(parsing: bytes) else { continue }
            do { grown = try grown.appending(note) } catch {
                refused.append((path, bytes, error.code))
            }
        }
        return (grown, refused)
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
