import Identity
import Labels
import Notes
import Primitives
import RegionSupport
import Registry
import Testing

/// An actor's identity key is lost or stolen: the root authorities put another in its place.
struct IdentityReplacementTests {
    let region = TestRegion.shared
    let registry = TestRegion.shared.registry
    let solna: TestActor
    let new: TestAuthority

    init() throws {
        solna = try region.actor("kommun-solna")
        new = try TestAuthority(
            RegistryKeyName.identity(of: solna.id, in: region.region), TestKeys("ny identitet"))
    }

    private func addPerson(
        _ name: String, to registry: Registry, signedBy signers: [NoteSigner]
    ) throws -> SignedNote {
        let person = ActorStatement.addPerson(
            try PersonID(name), try TestKeys(name).signing().publicKey, from: region.now,
            until: region.end)
        return try SignedNote(
            text: registry.nextActorNote(of: solna.id, at: region.now, [person]).text,
            signers: signers)
    }

    private func replacing(after head: Digest?, in registry: Registry) throws -> SignedNote {
        try region.rootNote(
            after: registry,
            [
                .replaceIdentity(
                    solna.id, after: try #require(head), identity: new.authority)
            ])
    }

    private func folded(_ registry: Registry) throws -> Registry {
        try Registry(
            rootChain: registry.rootChain,
            actorChains: Dictionary(
                uniqueKeysWithValues: registry.actorIDs.map { ($0, registry.chain(of: $0)) }),
            trusting: registry.genesis)
    }

    @Test func `from then on the new identity alone signs`() throws {
        let replaced = try registry.appending(
            replacing(after: registry.head(of: solna.id), in: registry))
        #expect(replaced.view(at: region.now).actor(solna.id)?.identity == new.authority)
        let old = try addPerson("p3", to: replaced, signedBy: solna.identity.signers)
        #expect(throws: RegistryError.note(.thresholdUnmet(required: 1, found: 0))) {
            try replaced.appending(old)
        }
        let fresh = try addPerson("p3", to: replaced, signedBy: new.signers)
        let grown = try replaced.appending(fresh)
        #expect(grown.chain(of: solna.id).count == 2)
        #expect(try folded(grown).head == grown.head)
        // Without the replacement the new identity says nothing.
        #expect(throws: RegistryError.note(.thresholdUnmet(required: 1, found: 0))) {
            try registry.appending(fresh)
        }
    }

    @Test func `what the old identity signed beyond is dropped`() throws {
        let stolen = try addPerson("tjuv", to: registry, signedBy: solna.identity.signers)
        let misled = try registry.appending(stolen)
        let tjuv = try PersonID("tjuv")
        #expect(misled.view(at: region.now).person(tjuv, of: solna.id) != nil)
        let replaced = try misled.appending(
            replacing(after: registry.head(of: solna.id), in: misled))
        #expect(replaced.chain(of: solna.id).count == 1)
        #expect(replaced.view(at: region.now).person(tjuv, of: solna.id) == nil)
        #expect(try folded(replaced).head == replaced.head)
        #expect(throws: RegistryError.self) { try replaced.appending(stolen) }
        // A directory that still holds the dropped note is refused.
        var files = replaced.files
        let path = RegistryFiles.path(of: solna.id, 1)
        files[path] = stolen.encoded
        #expect(
            throws: RegistryError.inFile(
                path: path, .note(.thresholdUnmet(required: 1, found: 0)))
        ) { try RegistryFiles.registry(from: files, trusting: nil) }
    }

    @Test func `everything can be dropped back to the root note that added the actor`() throws {
        let replaced = try registry.appending(replacing(after: registry.genesis, in: registry))
        #expect(replaced.chain(of: solna.id).isEmpty)
        let first = try addPerson("p1", to: replaced, signedBy: new.signers)
        #expect(try replaced.appending(first).chain(of: solna.id) == [first])
    }

    @Test func `a later replacement may reach further back than an earlier one`() throws {
        let note = try addPerson("p3", to: registry, signedBy: solna.identity.signers)
        let grown = try registry.appending(note)
        let once = try grown.appending(replacing(after: grown.head(of: solna.id), in: grown))
        let third = try TestAuthority(new.name, TestKeys("tredje identitet"))
        let twice = try once.appending(
            region.rootNote(
                after: once,
                [
                    .replaceIdentity(
                        solna.id, after: try #require(registry.head(of: solna.id)),
                        identity: third.authority)
                ]))
        #expect(twice.chain(of: solna.id).count == 1)
        let fresh = try addPerson("p4", to: twice, signedBy: third.signers)
        let end = try twice.appending(fresh)
        #expect(try folded(end).head == end.head)
    }

    @Test func `an identity after a note nobody has is refused`() throws {
        let nowhere = Hashing.sha256([1])
        #expect(throws: RegistryError.headUnknown(solna.id, nowhere)) {
            try registry.appending(replacing(after: nowhere, in: registry))
        }
        // Nor can a whole fold leave out the notes up to there.
        let replaced = try registry.appending(
            replacing(after: registry.head(of: solna.id), in: registry))
        #expect(
            throws: RegistryError.headUnknown(
                solna.id, try #require(registry.head(of: solna.id)))
        ) {
            try Registry(rootChain: replaced.rootChain, actorChains: [:], trusting: nil)
        }
    }

    @Test func `keys of a former identity are not taken again`() throws {
        let former = solna.identity
        #expect(
            throws: RegistryError.keyTaken(
                former.ed25519.publicKey.id, by: .identity(solna.id), wanted: .identity(solna.id))
        ) {
            try registry.appending(
                region.rootNote(
                    after: registry,
                    [
                        .replaceIdentity(
                            solna.id, after: try #require(registry.head(of: solna.id)),
                            identity: former.authority)
                    ]))
        }
    }
}
