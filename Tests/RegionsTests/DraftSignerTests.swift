import Files
import Handover
import Identity
import Keystore
import Notes
import Policies
import Primitives
import Regions
import Registry
import Testing

struct DraftSignerTests {
    private let layout: RegionLayout
    private let editor: RegionEditor

    init() throws {
        layout = try SharedRegion.shared.get().copied()
        editor = try RegionEditor(layout)
    }

    private func signer(_ role: AuthorityRole, _ number: Int) throws -> DraftSigner {
        DraftSigner(try OpenedRing(layout.ring(of: role, number), .beside(ask: nil)))
    }

    private func draft(_ actor: String) throws -> NoteDraft {
        try editor.draftRoot([.revokeActor(ActorID(actor), Revocation(at: editor.now))])
    }

    private func standing(_ draft: NoteDraft) throws -> DraftStanding {
        try editor.registry.standing(of: draft)
    }

    @Test func `two holders sign apart, and the note is appended`() throws {
        let draft = try draft("kommun-solna")
        let apart = try [1, 3].map {
            try signer(.root, $0).sign(draft, standing(draft))
        }
        var editor = editor
        #expect(throws: RegistryError.note(.thresholdUnmet(required: 2, found: 1))) {
            try editor.append(apart[0])
        }
        #expect(try Folder.names(in: layout.keys + "/root") == ["000000.note"])
        try editor.append(apart[0].joined(with: apart[1]))
        let registry = try RegionSource(layout).readRegistry(trusting: nil)
        #expect(registry.rootChain.count == 2 && registry.head == editor.registry.head)
    }

    @Test func `a ring of none who is to sign signs nothing`() throws {
        let draft = try draft("kommun-solna")
        let ring = layout.ring(of: .policy, 1)
        #expect(throws: RegionError.keyAbsent(ring: ring.path, purpose: "root-signing")) {
            try signer(.policy, 1).sign(draft, standing(draft))
        }
        #expect(!File.isThere(ring.signed))
    }

    @Test func `a holder signs one text for a place, and another once the first is withdrawn`()
        throws
    {
        let (first, second) = (try draft("kommun-solna"), try draft("sos-alarm"))
        let holder = try signer(.root, 1)
        _ = try holder.sign(first, standing(first))
        let refusal = RegionError.rivalSigned(
            .root, sequence: first.sequence, digest: first.digest)
        #expect(throws: refusal) { try holder.sign(second, standing(second)) }
        #expect(throws: refusal) {
            try holder.sign(second, standing(second), withdrawn: second.digest)
        }
        // The same text may be signed again, on another copy of the draft.
        _ = try holder.sign(first, standing(first))
        _ = try holder.sign(second, standing(second), withdrawn: first.digest)
        #expect(
            throws: RegionError.rivalSigned(
                .root, sequence: second.sequence, digest: second.digest)
        ) { try holder.sign(first, standing(first)) }
    }

    @Test func `a list of signed drafts that cannot be read stops the holder`() throws {
        let draft = try draft("kommun-solna")
        let folder = layout.ring(of: .root, 1)
        let text = "budkavle-signed v1\nroot 1\n"
        try File.writePrivate(Array(text.utf8), to: folder.signed, replacing: false)
        #expect(throws: RegionError.signedInvalid(path: folder.signed, line: 2)) {
            try signer(.root, 1).sign(draft, standing(draft))
        }
    }

    @Test func `every authority's ring knows the region by its first note`() throws {
        let genesis = try SharedRegion.shared.get().founded.genesis
        for role in AuthorityRole.allCases {
            for number in 1...RegionFounder.authoritiesPerRole {
                #expect(try layout.ring(of: role, number).trustedGenesis() == genesis)
            }
        }
    }

    @Test func `policy is signed by its new holders after the old are replaced`() throws {
        var editor = editor
        let old = editor.quorum(of: .policy)
        let keys = try (4...5).map {
            try AuthorityKeys.generate(name: "\(editor.registry.region)/policy-\($0)")
        }
        for (number, keys) in zip(4..., keys) {
            try layout.ring(of: .policy, number).create(.keyFile, random: .system) { ring in
                try keys.add(
                    to: &ring, .of(.policy), .authority(.init("policy-\(number)")),
                    random: .system)
            }
        }
        let quorum = try NoteQuorum(threshold: 2, authorities: keys.map(\.authority))
        try editor.appendRoot([.policyAuthorities(quorum)])
        #expect(editor.quorum(of: .policy) == quorum && quorum != old)
        #expect(throws: RefusedNote.self) {
            try RegionSource(layout).readView(trusting: nil, at: .present)
        }
        #expect(try editor.signBundle(notBefore: nil).version == 2)
        let view = try RegionSource(layout).readView(trusting: nil, at: .present).view
        #expect(view.policy.edition?.version == 2)
    }
}
