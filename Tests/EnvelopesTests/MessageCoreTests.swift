import Envelopes
import Identity
import Labels
import Primitives
import Testing

struct MessageCoreTests {
    func core() throws -> MessageCore {
        let owner = try ActorID("sos-alarm")
        let label = try Label(
            status: .exercise(ExerciseID("ovning-2026")),
            secrecy: [
                Secrecy(
                    provision: "OSL 15 kap. 2 §", authority: owner,
                    date: Timestamp(rfc3339: "2026-11-23T00:00:00Z"))
            ],
            securityClass: .secret,
            audience: Audience([
                AudienceClause([.forum(ForumID("a")), .actor(owner)]), AudienceClause(.all),
            ]),
            compartments: [Compartment("el")], caveats: Caveat.allCases,
            owners: [owner], expires: Timestamp(rfc3339: "2026-11-24T00:00:00Z"))
        return MessageCore(
            kind: .picture, label: label, originator: owner, function: try FunctionID("tib"),
            created: try Timestamp(rfc3339: "2026-11-23T06:00:00.123Z"), precedence: .flash,
            references: [
                MessageReference(.supersedes, MessageID(MerkleTree.emptyRoot)),
                MessageReference(.answers, MessageID(Hashing.sha256([1]))),
            ],
            viewDigest: .view(policy: MerkleTree.emptyRoot, registry: MerkleTree.emptyRoot),
            ground: try GroundCode("osl-10-2"), approval: try ApprovalID("mgs-1"),
            activation: try ActivationID("storm"), suite: .layered, isOpaque: true,
            keyCarrier: ShortDigest(prefixOf: MerkleTree.emptyRoot), counter: .max)
    }

    @Test func `a core is read back as it was written`() throws {
        let core = try core()
        #expect(try MessageCore(encoded: core.encoded) == core)
    }

    @Test func `every kind, precedence, suite and relation has a number of its own`() throws {
        var core = try core()
        var seen: Set<[UInt8]> = []
        for kind in MessageKind.allCases {
            core.kind = kind
            #expect(try MessageCore(encoded: core.encoded).kind == kind)
            seen.insert(core.encoded)
        }
        for precedence in Precedence.allCases {
            core.precedence = precedence
            #expect(try MessageCore(encoded: core.encoded).precedence == precedence)
        }
        for suite in Suite.allCases {
            core.suite = suite
            #expect(try MessageCore(encoded: core.encoded).suite == suite)
        }
        for relation in MessageReference.Relation.allCases {
            core.references = [MessageReference(relation, MessageID(MerkleTree.emptyRoot))]
            #expect(try MessageCore(encoded: core.encoded).references == core.references)
        }
        #expect(seen.count == MessageKind.allCases.count)
    }

    @Test func `a header's parts agree with its suite`() throws {
        var core = try core()
        core.keyCarrier = nil
        let digest = MerkleTree.emptyRoot
        func header(
            _ suite: Suite, commitment: Digest?, root: Digest?, count: Int
        ) throws -> MessageHeader {
            var core = core
            core.suite = suite
            return try MessageHeader(
                core: core, contentBytes: 1, contentDigest: digest, keyCommitment: commitment,
                slotRoot: root, slotCount: count)
        }
        let good: [(Suite, Digest?, Digest?, Int)] = [
            (.signed, nil, nil, 0), (.sealed, nil, digest, 1), (.layered, digest, digest, 2),
        ]
        for (suite, commitment, root, count) in good {
            let header = try header(suite, commitment: commitment, root: root, count: count)
            #expect(try MessageHeader(encoded: header.encoded) == header)
        }
        let bad: [(Suite, Digest?, Digest?, Int)] = [
            (.signed, digest, nil, 0), (.signed, nil, digest, 1), (.sealed, nil, nil, 0),
            (.sealed, digest, digest, 1), (.layered, nil, digest, 1), (.sealed, nil, digest, 0),
            (.sealed, nil, digest, EnvelopeLimits.slotsMax + 1),
        ]
        for (suite, commitment, root, count) in bad {
            #expect(throws: EnvelopeError.self) {
                try header(suite, commitment: commitment, root: root, count: count)
            }
        }
    }

    @Test func `headers within a key epoch bring no slots`() throws {
        let core = try core()
        let header = try MessageHeader(
            core: core, contentBytes: 1, contentDigest: MerkleTree.emptyRoot,
            keyCommitment: MerkleTree.emptyRoot)
        #expect(header.slotCount == 0)
        #expect(throws: EnvelopeError.self) {
            try MessageHeader(
                core: core, contentBytes: 1, contentDigest: MerkleTree.emptyRoot,
                keyCommitment: MerkleTree.emptyRoot, slotRoot: MerkleTree.emptyRoot, slotCount: 1)
        }
    }
}
