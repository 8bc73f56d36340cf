import Keystore
import Files
package import Identity
import Labels
import Notes
import Policies
import Primitives
import Registry

/// Makes a region from nothing: authorities, actors with all their keys, registry, signed policy
/// and
/// a first freshness note. Spec: Region.
package struct RegionFounder {
    private let policyFiles: [String: [UInt8]]
    private let caseFiles: [String: [UInt8]]
    private let policy: Policy
    private let actors: [ActorID]
    private let now: Timestamp
    private let lock: RingLock
    private let random = RandomSource.system

    package static let authoritiesPerRole = 3
    package static let threshold = 2
    /// How long the first freshness note is valid.
    package static let freshnessSeconds: Int64 = 86_400

    /// - Parameters:
    ///   - actors: who gets keys; `nil` for every actor of the policy.
    ///   - now: whole seconds are kept of it.
    /// - Throws: `PolicyError/sourcesInvalid(_:)`, ``RegionError/actorUnknown(_:)``.
    package init(
        policyFiles: [String: [UInt8]], caseFiles: [String: [UInt8]], actors: [ActorID]?,
        now: Timestamp, lock: RingLock
    ) throws {
        self.policyFiles = policyFiles
        self.caseFiles = caseFiles
        policy = try Policy.compile(files: policyFiles)
        for actor in actors ?? [] where policy.actors[actor] == nil {
            throw RegionError.actorUnknown(actor)
        }
        self.actors = (actors ?? Array(policy.actors.keys)).sorted()
        self.now = Timestamp(clampingMilliseconds: now.seconds * 1_000)
        self.lock = lock
    }

    /// Makes the region; there is all of it at `path`, or nothing.
    ///
    /// - Parameter progress: called with how many of how many actors are done.
    /// - Throws: `FileError/alreadyExists(path:)` when something is at `path`.
    package func found(
        at path: String, progress: (Int, Int) -> Void
    ) throws -> FoundedRegion {
        let site = try BuildingSite(for: path)
        let layout = RegionLayout(site.path)
        try Folder.create(layout.privateRoot, mode: 0o700)
        let authorities = try AuthorityRole.allCases.reduce(into: [:]) { authorities, role in
            authorities[role] = try foundAuthorities(role, layout)
        }
        var actorKeys: [ActorKeys] = []
        for actor in actors {
            actorKeys.append(try ActorKeys.generate(for: actor, under: policy, at: now))
            try actorKeys.last?.write(layout, lock, random: random)
            progress(actorKeys.count, actors.count)
        }
        let registry = try foundRegistry(authorities, actorKeys)
        try writePublic(layout, registry, authorities)
        guard let genesis = registry.genesis else { throw RegistryError.chainEmpty(.root) }
        for actor in actors { try layout.ring(of: actor).write(genesis: genesis) }
        for role in AuthorityRole.allCases {
            for number in 1...Self.authoritiesPerRole {
                try layout.ring(of: role, number).write(genesis: genesis)
            }
        }
        try site.finish()
        return FoundedRegion(
            region: policy.region, genesis: genesis, head: registry.head,
            actors: actors, isExample: policy.isExample)
    }

    private func foundAuthorities(
        _ role: AuthorityRole, _ layout: RegionLayout
    ) throws -> [AuthorityKeys] {
        try (1...Self.authoritiesPerRole).map { number in
            let name = "\(role.rawValue)-\(number)"
            let keys = try AuthorityKeys.generate(name: "\(policy.region)/\(name)")
            try layout.ring(of: role, number).create(lock, random: random) { ring in
                try keys.add(
                    to: &ring, .of(role), .authority(.init(name)), random: random)
            }
            return keys
        }
    }

    private func foundRegistry(
        _ authorities: [AuthorityRole: [AuthorityKeys]], _ actorKeys: [ActorKeys]
    ) throws -> Registry {
        func quorum(_ role: AuthorityRole) throws -> NoteQuorum {
            try NoteQuorum(
                threshold: Self.threshold, authorities: (authorities[role] ?? []).map(\.authority))
        }
        let genesis = RootNote(
            region: policy.region, sequence: 0, previous: nil, time: now,
            statements: [
                .rootAuthorities(try quorum(.root)), .policyAuthorities(try quorum(.policy)),
                .freshnessAuthorities(try quorum(.freshness)),
            ] + actorKeys.map { .addActor($0.actor, identity: $0.identity.authority) })
        let root = try SignedNote(text: genesis.text, signers: signers(authorities[.root]))
        var chains: [ActorID: [SignedNote]] = [:]
        for keys in actorKeys {
            chains[keys.actor] = [
                try keys.firstNote(in: policy.region, after: root.textDigest, at: now)
            ]
        }
        return try Registry(rootChain: [root], actorChains: chains, trusting: nil)
    }

    private func signers(_ authorities: [AuthorityKeys]?) -> [NoteSigner] {
        (authorities ?? []).prefix(Self.threshold).flatMap(\.signers)
    }

    private func writePublic(
        _ layout: RegionLayout, _ registry: Registry,
        _ authorities: [AuthorityRole: [AuthorityKeys]]
    ) throws {
        for (path, bytes) in registry.files {
            let file = layout.keys + "/" + path
            try Folder.create(Folder.parent(of: file))
            try File.write(bytes, to: file, replacing: false, flushing: false)
        }
        for folder in [layout.exercises, layout.activations, layout.cases] {
            try Folder.create(folder)
        }
        for (name, bytes) in policyFiles {
            try File.write(
                bytes, to: "\(layout.policies)/\(name)", replacing: false, flushing: false)
        }
        for (name, bytes) in caseFiles {
            try File.write(
                bytes, to: "\(layout.cases)/\(name)", replacing: false, flushing: false)
        }
        let text = try BundleNote(
            region: policy.region, version: 1, notBefore: now, files: policyFiles)
        let bundle = try SignedNote(text: text.text, signers: signers(authorities[.policy]))
        try File.write(bundle.encoded, to: layout.bundle, replacing: false, flushing: false)
        let freshness = try FreshnessNote(
            region: policy.region, issued: now,
            validUntil: now.adding(seconds: Self.freshnessSeconds), policyVersion: 1,
            policyDigest: bundle.textDigest, registryHead: registry.head)
        let note = try SignedNote(
            text: freshness.text, signers: signers(authorities[.freshness]))
        try File.write(note.encoded, to: layout.freshness, replacing: false, flushing: false)
    }
}

/// What came of it.
package struct FoundedRegion: Sendable {
    package let region: RegionID
    /// What a machine pins to know the region again.
    package let genesis: Digest
    package let head: Digest
    package let actors: [ActorID]
    /// Whether the policy still says that it is an example.
    package let isExample: Bool
}
