package import Identity
import Policies
import Primitives
import Rosters
import Storage

/// A code that is used up, as it will be kept.
typealias CodeUse = (kept: Kept<CodeRecord>, change: VaultChange)

extension NodeEngine {
    /// Gives a person a device for one-time codes; from then on her password alone signs nobody in.
    ///
    /// - Returns: what the device is told. Nobody is told it again.
    /// - Throws: `RosterError`, `StorageError`.
    package func enrolCode(_ order: EnrolCodeOrder) async throws -> CodeEnrolment {
        let secret = try secret(for: order)
        let code = PersonCode(order.hash)
        try await exclusively { engine in
            try await engine.keep(code, secret, of: order.person)
        }
        return CodeEnrolment(
            person: order.person, uri: code.uri(of: order.person, at: actor, secret: secret))
    }

    /// The device's own where it came with one.
    private func secret(for order: EnrolCodeOrder) throws -> SecretBytes {
        guard let text = order.secret else {
            return SecretBytes(copying: random.bytes(order.hash.byteCount))
        }
        let range = PersonCode.secretRangeBytes
        guard let bytes = Base32.decode(text), range.contains(bytes.count) else {
            throw RosterError.codeSecretInvalid(
                leastBytes: range.lowerBound, mostBytes: range.upperBound)
        }
        return SecretBytes(copying: bytes)
    }

    private func keep(
        _ code: PersonCode, _ secret: SecretBytes, of person: PersonID
    ) async throws {
        guard let known = roster[person] else { throw RosterError.personUnknown(person) }
        if let left = known.standing.leftAt, left <= clock() {
            throw RosterError.personLeft(person, at: left)
        }
        guard memory.roster.codes[person] == nil else { throw RosterError.codeEnrolled(person) }
        let row = try vault.newBytes(
            secret.withBytes { Array($0) }, in: NodeTable.codeSecrets)
        let record = CodeRecord(
            person: person, code: code, secretRow: Hex.encode(row.id.bytes))
        let (kept, change) = try vault.new(record, in: NodeTable.codes)
        try await keep(
            [], of: person, summary: "code enrolled \(code.hash.rawValue)",
            besides: [.put(row), change])
        memory.roster.codes[person] = kept
    }

    /// Takes a device out of use, as when it is lost: the way back in is to enrol another.
    ///
    /// - Throws: `RosterError`, `StorageError`.
    package func withdrawCode(of person: PersonID) async throws -> RosterEntry {
        try await exclusively { engine in try await engine.removeCode(of: person) }
        return try entry(of: person)
    }

    private func removeCode(of person: PersonID) async throws {
        guard roster[person] != nil else { throw RosterError.personUnknown(person) }
        guard let kept = memory.roster.codes[person] else { throw RosterError.codeMissing(person) }
        let secret = try await secretRow(of: kept.value)
        try await keep(
            [], of: person, summary: "code withdrawn",
            besides: [
                .remove(table: secret.table, id: secret.id, version: secret.version),
                vault.removal(of: kept),
            ])
        memory.roster.codes[person] = nil
    }

    /// Whether the code of a claim is right, where one is asked; and which is used up then. Within an
    /// exclusive section, so that two who come with one code do not both get in.
    func judgedCode(_ claim: PersonClaim) async throws -> (isRight: Bool, used: CodeUse?) {
        guard let known = memory.roster.codes[claim.person] else { return (true, nil) }
        let secret = SecretBytes(copying: try vault.bytes(of: await secretRow(of: known.value)))
        var record = known.value
        guard record.code.accept(claim.code ?? "", secret: secret, at: clock()) else {
            return (false, nil)
        }
        return (true, try vault.updated(known, record))
    }

    private func secretRow(of record: CodeRecord) async throws -> VaultRow {
        let id = try VaultRowID(bytes: Hex.decode(record.secretRow))
        guard let row = try await store.row(id, in: NodeTable.codeSecrets) else {
            throw NodeError.vaultCorrupt(table: NodeTable.codeSecrets.name)
        }
        return row
    }
}
