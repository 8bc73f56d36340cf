import Foundation
import Identity
import Ledger
import Policies
import Primitives
import Storage

/// What the roster had of a person when the gates about her were asked.
///
/// It lies in the vault beside the ledger, whose entries name it by its digest: whoever is shown an
/// entry learns nothing of the roster.
struct RecordedStanding: Codable, Sendable {
    /// Without it, what little there is to guess could be tried against the digest.
    @Base64Bytes private var salt: [UInt8]
    private let standing: PersonStanding
    private let signIn: SignInStrength
    private let function: FunctionID?
    private let usedCount: Int
    private let isCounted: Bool
    private let isJustified: Bool

    init(_ person: PersonAtNode, random: RandomSource) {
        salt = random.bytes(Digest.byteCount)
        standing = person.standing
        signIn = person.signIn
        function = person.function
        usedCount = person.limited.usedCount
        isCounted = person.limited.isCounted
        isJustified = person.limited.isJustified
    }

    var person: PersonAtNode {
        PersonAtNode(
            standing, signIn: signIn, function: function,
            limited: LimitedUse(
                usedCount: usedCount, isCounted: isCounted, isJustified: isJustified))
    }
}

extension NodeEngine {
    /// A question about a person as entries keep it, and the change that keeps what the roster had of
    /// her.
    func kept(
        _ question: PersonQuestion
    ) throws -> (admission: RecordedQuestion.Admission, changes: [VaultChange]) {
        guard let person = question.request.person else {
            return (.init(asked: question.request.now, standing: nil), [])
        }
        let bytes = Array(try JSONEncoder().encode(RecordedStanding(person, random: random)))
        let digest = Hashing.sha256(bytes)
        let (table, id) = (NodeTable.recordedStandings, try Self.rowID(ofStanding: digest))
        let blob = try vault.blob(bytes, table: table, id: id, version: 1)
        return (
            .init(asked: question.request.now, standing: digest),
            [.put(VaultRow(table: table, id: id, version: 1, blob: blob))]
        )
    }

    /// What was kept under that digest; `nil` once it is erased.
    ///
    /// - Throws: ``NodeError/vaultCorrupt(table:)``, `StorageError`.
    func standing(_ digest: Digest) async throws -> PersonAtNode? {
        let table = NodeTable.recordedStandings
        guard let row = try await store.row(Self.rowID(ofStanding: digest), in: table) else {
            return nil
        }
        let bytes = try vault.bytes(of: row)
        guard Hashing.sha256(bytes) == digest,
            let kept = try? JSONDecoder().decode(RecordedStanding.self, from: Data(bytes))
        else { throw NodeError.vaultCorrupt(table: table.name) }
        return kept.person
    }

    static func rowID(ofStanding digest: Digest) throws -> VaultRowID {
        try VaultRowID(bytes: Array(digest.bytes.prefix(VaultRowID.byteCount)))
    }
}
