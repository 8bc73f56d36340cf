import Identity
import Labels
import Notes
import Primitives
import RegionSupport
import Registry

/// The made-up region of the published vectors: three actors, every private key a fixed seed.
struct VectorRegion {
    static let region = "exempel"
    let start: Timestamp
    let now: Timestamp
    let end: Timestamp
    let roots: [TestAuthority]
    /// Take over from ``roots``.
    let laterRoots: [TestAuthority]
    let policy: TestAuthority
    let freshness: TestAuthority
    let sender: VectorActor
    let solna: VectorActor
    let region: VectorActor
    let id: RegionID
    let seeds = TestKeys("budkavle vectors")

    static let shared = made()

    private static func made() -> VectorRegion {
        do { return try VectorRegion() } catch { fatalError("vector region: \(error)") }
    }

    private init() throws {
        id = try RegionID(Self.region)
        start = try Timestamp(rfc3339: "2026-11-01T00:00:00Z")
        now = try Timestamp(rfc3339: "2026-11-23T06:00:00Z")
        end = try Timestamp(rfc3339: "2027-11-01T00:00:00Z")
        let seeds = seeds
        roots = try ["rot-1", "rot-2"].map { try TestAuthority("exempel/\($0)", seeds.at($0)) }
        laterRoots = try ["rot-3"].map { try TestAuthority("exempel/\($0)", seeds.at($0)) }
        policy = try TestAuthority("exempel/policy-1", seeds.at("policy-1"))
        freshness = try TestAuthority("exempel/farskhet-1", seeds.at("farskhet-1"))
        let (start, end) = (start, end)
        func key(
            _ purpose: KeyPurpose, _ level: Level, _ status: StatusKind,
            from: Timestamp? = nil, until: Timestamp? = nil
        ) -> VectorKey.Shape {
            VectorKey.Shape(
                purpose: purpose, level: level, status: status, from: from ?? start,
                until: until ?? end)
        }
        sender = try VectorActor(
            "sos-alarm", in: id, seeds,
            [
                key(.signing, .open, .actual), key(.signing, .secrecy, .actual),
                key(.signing, .secrecy, .exercise), key(.signing, .secret, .exercise),
                key(.postQuantumSigning, .secret, .exercise),
                key(.signing, .open, .actual, until: start.adding(seconds: 86_400)),
                key(.signing, .open, .actual, from: end.adding(seconds: -86_400)),
                // Revoked by the actor's second note.
                key(.signing, .open, .actual),
            ])
        solna = try VectorActor(
            "kommun-solna", in: id, seeds,
            [
                key(.signing, .open, .actual), key(.wrapping, .secrecy, .actual),
                key(.wrapping, .secret, .exercise),
            ])
        region = try VectorActor(
            "region-stockholm", in: id, seeds, [key(.wrapping, .secrecy, .actual)])
    }

    var actors: [VectorActor] { [sender, solna, region] }

    /// Who signed a root note: all of `authorities`, each with both keys.
    func signers(_ authorities: [TestAuthority]) -> [NoteSigner] {
        authorities.flatMap(\.signers)
    }
}

/// An actor of the vectors, with its private keys.
struct VectorActor {
    let id: ActorID
    let identity: TestAuthority
    let keys: [VectorKey]
    let persons: [(id: PersonID, key: SigningPrivateKey)]

    init(
        _ name: String, in region: RegionID, _ seeds: TestKeys, _ shapes: [VectorKey.Shape]
    ) throws {
        let own = seeds.at(name)
        let id = try ActorID(name)
        self.id = id
        identity = try TestAuthority(
            RegistryKeyName.identity(of: id, in: region), own.at("identity"))
        keys = try shapes.enumerated().map { try VectorKey(id, $1, own.at("key-\($0)")) }
        persons = try ["person-1", "person-2"].map {
            (try PersonID($0), try own.at($0).signing())
        }
    }

    /// The first key of that purpose, level and status; the others are there to be misused.
    func key(
        _ purpose: KeyPurpose, _ level: Level, _ status: StatusKind
    ) throws -> VectorKey {
        let found = keys.first {
            $0.shape.purpose == purpose && $0.shape.level == level && $0.shape.status == status
        }
        guard let found else { throw TestRegionError.keyMissing }
        return found
    }

    /// What the first note of the actor says.
    func statements(from: Timestamp, until: Timestamp) -> [ActorStatement] {
        keys.map(\.statement)
            + persons.map { .addPerson($0.id, $0.key.publicKey, from: from, until: until) }
    }
}

/// A message key with its seed.
struct VectorKey {
    struct Shape {
        let purpose: KeyPurpose
        let level: Level
        let status: StatusKind
        let from: Timestamp
        let until: Timestamp
    }

    let actor: ActorID
    let shape: Shape
    let seed: SecretBytes
    let key: TestMessageKey

    init(_ actor: ActorID, _ shape: Shape, _ seeds: TestKeys) throws {
        self.actor = actor
        self.shape = shape
        seed = seeds.seed
        key = try TestMessageKey(shape.purpose, seeds)
    }

    var statement: ActorStatement {
        .addKey(key.publicKey, shape.level, shape.status, from: shape.from, until: shape.until)
    }

    func signing() throws -> SigningPrivateKey {
        guard case .signing(let key) = key else { throw TestRegionError.keyMissing }
        return key
    }

    func postQuantumSigning() throws -> PostQuantumSigningPrivateKey {
        guard case .postQuantumSigning(let key) = key else { throw TestRegionError.keyMissing }
        return key
    }

    func wrapping() throws -> WrappingPrivateKey {
        guard case .wrapping(let key) = key else { throw TestRegionError.keyMissing }
        return key
    }

    var published: PublishedKey {
        PublishedKey(
            actor: actor.text, purpose: shape.purpose.rawValue, level: shape.level.name,
            status: shape.status.rawValue, from: shape.from.rfc3339, until: shape.until.rfc3339,
            keyID: key.publicKey.id.hex, seed: seed.withBytes { Hex.encode(Array($0)) },
            publicKey: Base64.encode(key.publicKey.bytes))
    }
}

/// A key of the vectors as others read it. Its private half is public, so it protects nothing.
struct PublishedKey: Codable {
    let actor: String
    let purpose: String
    let level: String
    let status: String
    let from: String
    let until: String
    let keyID: String
    /// Hexadecimal.
    let seed: String
    /// Base64.
    let publicKey: String
}
