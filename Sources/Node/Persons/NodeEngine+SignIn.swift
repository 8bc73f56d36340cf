import Files
import Identity
import Ledger
import Policies
import Primitives
import Rosters

extension NodeEngine {
    /// Who is there, proven; `nil` when nobody says who she is.
    ///
    /// - Parameter function: as what she acts.
    /// - Throws: `RosterError.signInRefused`, which says no more, and takes as long, whether the name,
    ///   the password or the number of attempts is wrong; `StorageError`.
    func proven(
        _ claim: PersonClaim?, as function: FunctionID? = nil
    ) async throws -> PersonAtNode? {
        guard let claim else { return nil }
        let person = claim.person
        let isOpen = try await exclusively { engine in try await engine.beginAttempt(of: person) }
        let known = isOpen ? memory.roster.passwords[person]?.value.password : nil
        let password = SecretBytes(copying: claim.password)
        let isAccepted = try await BlockingWork.run {
            guard let known else {
                PersonPassword.refuse(password)
                return false
            }
            return known.accepts(password)
        }
        try await exclusively { engine in
            try await engine.endAttempt(of: person, isOpen: isOpen, isAccepted: isAccepted)
        }
        guard isAccepted else { throw RosterError.signInRefused }
        return PersonAtNode(
            roster.standing(of: person), signIn: .password, function: function)
    }

    /// Whether the attempt is judged at all. If so it has been counted, durably: whoever pulls the plug
    /// gains none.
    private func beginAttempt(of person: PersonID) async throws -> Bool {
        var tries = signIn(of: person)?.value.tries ?? SignInTries()
        guard tries.isOpen(at: clock()) else { return false }
        tries.begin(at: clock())
        try await keep(tries, of: person)
        return true
    }

    private func endAttempt(
        of person: PersonID, isOpen: Bool, isAccepted: Bool
    ) async throws {
        if isAccepted, var tries = signIn(of: person)?.value.tries {
            tries.succeed()
            try await keep(tries, of: person)
        } else if isOpen {
            var facts = LedgerFacts(.signIn, at: clock())
            facts.actor = actor
            facts.node = node
            facts.person = person
            try facts.setDetail("refused")
            try await commit([], recording: [try ledgerRecord(facts)])
        }
    }

    private func signIn(of person: PersonID) -> Kept<SignInRecord>? {
        memory.roster.signIns[countName(of: person)]
    }

    private func keep(_ tries: SignInTries, of person: PersonID) async throws {
        let record = SignInRecord(person: countName(of: person), tries: tries)
        let (kept, change) =
            if let known = signIn(of: person) { try vault.updated(known, record) } else {
                try vault.new(record, in: NodeTable.signIns)
            }
        try await commit([change])
        memory.roster.signIns[record.person] = kept
    }

    private func countName(of person: PersonID) -> String {
        roster[person] == nil ? RosterMemory.unknownPerson : person.text
    }
}
