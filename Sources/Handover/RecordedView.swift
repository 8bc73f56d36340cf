package import Identity
import Notes
import Policies
import Primitives
import Registry

/// What decisions rested on, by the digests of everything signed: what a ledger's entries name in
/// one digest.
///
///     budkavle-view v1
///     registry 5b20c7…       head of the registry
///     passed 91c3aa…         an earlier head, where the freshness note still names it
///     policy 0d81fe…         bundles, in rising version
///     freshness 77b1e0…
///     lease …
///     exercise …
///     activation …
///
/// Notes are named by the SHA-256 of their texts; those of one kind are sorted, but for policies. It
/// names no machine and no time, so that two machines that hold the same name the same. Spec:
/// Ledger#views.
package struct RecordedView: Hashable, Sendable {
    package let registry: Digest
    let passed: Digest?
    let policies: [Digest]
    let freshness: Digest?
    let leases: [Digest]
    let exercises: [Digest]
    let activations: [Digest]

    init(_ material: RegionMaterial) {
        let (latest, head) = (material.latest, material.registry.head)
        registry = head
        if let named = latest?.statement.registryHead, named != head,
            material.earlierHeads.contains(named)
        {
            passed = named
        } else {
            passed = nil
        }
        policies = material.policies.accepted.map(\.edition.digest)
        freshness = latest?.note.textDigest
        leases = material.leases.map(\.note.textDigest).sorted()
        exercises = material.exercises.map(\.note.textDigest).sorted()
        activations = material.activations.map(\.note.textDigest).sorted()
    }

    /// What entries name.
    package var digest: Digest { Hashing.sha256(Array(text.utf8)) }

    package var text: String {
        func lines(_ word: String, _ digests: [Digest]) -> [String] {
            digests.map { "\(word) \($0.hex)" }
        }
        let all =
            [Self.firstLine, "registry \(registry.hex)"]
            + lines("passed", [passed].compactMap { $0 }) + lines("policy", policies)
            + lines("freshness", [freshness].compactMap { $0 }) + lines("lease", leases)
            + lines("exercise", exercises) + lines("activation", activations)
        return all.joined(separator: "\n") + "\n"
    }

    /// Reads the text that ``text`` writes; `nil` for any other.
    package init?(parsing text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)[...]
        guard lines.popFirst() == Self.firstLine else { return nil }
        func digests(_ word: String) -> [Digest] {
            var found: [Digest] = []
            while let line = lines.first, line.hasPrefix(word + " "),
                let digest = try? Digest(hex: String(line.dropFirst(word.count + 1)))
            {
                lines.removeFirst()
                found.append(digest)
            }
            return found
        }
        guard let registry = digests("registry").first else { return nil }
        self.registry = registry
        passed = digests("passed").first
        policies = digests("policy")
        freshness = digests("freshness").first
        leases = digests("lease")
        exercises = digests("exercise")
        activations = digests("activation")
        guard self.text == text else { return nil }
    }

    private static let firstLine = "budkavle-view v1"
}

/// The last note of each chain of a registry: enough to find all of them again, since each names the
/// one before it.
///
///     budkavle-chains v1
///     root 0b52d1…
///     actor kommun-solna 44e0c9…
///
/// An actor that has signed nothing has the root's note that added it.
struct RegistryChains: Hashable, Sendable {
    let root: Digest
    let actors: [ActorID: Digest]

    init?(_ registry: Registry) {
        guard let last = registry.rootChain.last else { return nil }
        root = last.textDigest
        let heads = registry.actorIDs.map { ($0, registry.head(of: $0)) }
        actors = Dictionary(uniqueKeysWithValues: heads).compactMapValues { $0 }
    }

    var text: String {
        let lines = actors.sorted { $0.key < $1.key }.map { "actor \($0.key) \($0.value.hex)" }
        return ([Self.firstLine, "root \(root.hex)"] + lines).joined(separator: "\n") + "\n"
    }

    init?(parsing text: String) {
        let lines = text.split(separator: "\n").map(String.init)
        guard lines.count >= 2, lines[0] == Self.firstLine, lines[1].hasPrefix("root "),
            let root = try? Digest(hex: String(lines[1].dropFirst("root ".count)))
        else { return nil }
        var actors: [ActorID: Digest] = [:]
        for line in lines.dropFirst(2) {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 3, let actor = try? ActorID(words[1]) else { return nil }
            actors[actor] = try? Digest(hex: words[2])
        }
        (self.root, self.actors) = (root, actors)
        guard self.text == text else { return nil }
    }

    private static let firstLine = "budkavle-chains v1"
}
