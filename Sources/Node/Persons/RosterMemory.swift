import Identity
import Labels
import Rosters
import Storage

/// What a node knows of its own actor's persons, as read from its vault at unlock.
struct RosterMemory: Sendable {
    private(set) var roster: Roster
    private var persons: [PersonID: Kept<RosterPerson>] = [:]
    var passwords: [PersonID: Kept<PasswordRecord>] = [:]
    var codes: [PersonID: Kept<CodeRecord>] = [:]
    var tokens: [PersonID: Kept<TokenRecord>] = [:]
    /// By pseudonym; those of names nobody has under ``unknownPerson``.
    var signIns: [String: Kept<SignInRecord>] = [:]
    var limitedUses: [Kept<LimitedUseRecord>] = []
    var glasses: [BreakGlassID: Kept<BreakGlassCase>] = [:]

    /// Whoever guesses names uses up one common count.
    static let unknownPerson = ""

    /// - Throws: ``NodeError/vaultCorrupt(table:)``, `StorageError`.
    init(_ store: any VaultStore, _ vault: Vault) async throws {
        for row in try await store.rows(in: NodeTable.persons) {
            let kept: Kept<RosterPerson> = try vault.open(row)
            persons[kept.value.id] = kept
        }
        for row in try await store.rows(in: NodeTable.passwords) {
            let kept: Kept<PasswordRecord> = try vault.open(row)
            passwords[kept.value.person] = kept
        }
        for row in try await store.rows(in: NodeTable.codes) {
            let kept: Kept<CodeRecord> = try vault.open(row)
            codes[kept.value.person] = kept
        }
        for row in try await store.rows(in: NodeTable.tokens) {
            let kept: Kept<TokenRecord> = try vault.open(row)
            tokens[kept.value.person] = kept
        }
        for row in try await store.rows(in: NodeTable.signIns) {
            let kept: Kept<SignInRecord> = try vault.open(row)
            signIns[kept.value.person] = kept
        }
        for row in try await store.rows(in: NodeTable.limitedUses) {
            limitedUses.append(try vault.open(row))
        }
        for row in try await store.rows(in: NodeTable.glasses) {
            let kept: Kept<BreakGlassCase> = try vault.open(row)
            glasses[kept.value.id] = kept
        }
        roster = Roster(persons.values.map(\.value))
    }

    /// The change that keeps a person's entry.
    func change(
        _ person: RosterPerson, _ vault: Vault
    ) throws -> (kept: Kept<RosterPerson>, change: VaultChange) {
        if let known = persons[person.id] { return try vault.updated(known, person) }
        return try vault.new(person, in: NodeTable.persons)
    }

    /// Takes over what has become durable.
    mutating func take(_ kept: [Kept<RosterPerson>]) {
        for entry in kept { persons[entry.value.id] = entry }
        roster.take(kept.map(\.value))
    }
}

/// A person's password, as far as it is kept.
struct PasswordRecord: Codable, Sendable {
    var person: PersonID
    var password: PersonPassword
}

/// A person's device for one-time codes.
struct CodeRecord: Codable, Sendable {
    var person: PersonID
    var code: PersonCode
    /// Row of the secret, which is not kept in memory.
    var secretRow: String
}

/// That a person's registered key is in a token.
struct TokenRecord: Codable, Sendable {
    var person: PersonID
    var key: String
}

struct SignInRecord: Codable, Sendable {
    var person: String
    var tries: SignInTries
}

/// A message that a person had in limited extent, and why.
struct LimitedUseRecord: Codable, Sendable {
    var person: PersonID
    var message: String
    var level: Level
    var status: String
    var at: Timestamp
    var justification: String
}
