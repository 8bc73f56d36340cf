import Auditing
import Handover
import Identity
import Ledger
import Policies
import Registers
import Rosters
import Storage

extension NodeEngine {
    /// What could be disposed of now; nothing is changed.
    ///
    /// - Throws: ``NodeError/policyMissing``, `StorageError`, `LedgerError`.
    package func planDisposal() async throws -> DisposalPlanReply {
        let (edition, isDecided) = try retentionPolicy()
        let plan = try await disposalPlan()
        return DisposalPlanReply(
            policyVersion: edition.version, policy: BundleDigest(edition.digest),
            isDecided: isDecided, ledgerSize: try await store.treeHead().size,
            entries: plan.entries, count: plan.entries.count,
            events: Dictionary(
                uniqueKeysWithValues: plan.eventCounts.map { ($0.key.rawValue, $0.value) }),
            held: Dictionary(
                uniqueKeysWithValues: plan.holdCounts.map { ($0.key.rawValue, $0.value) }),
            inTime: plan.inTimeCount, erased: plan.erasedCount, later: plan.laterCount)
    }

    /// Erases facts and salts of entries whose retention has ended and that nothing open needs, as the
    /// signed policy in force has it. The tree, checkpoints and proofs stay.
    ///
    /// What goes, under which policy, and who answers for it is in vault and ledger before anything is
    /// erased; a machine that stops in between goes on when it starts (``finishDisposals()``).
    ///
    /// - Throws: `RegisterError.officeMissing` for anybody but the security chief,
    ///   `RegisterError.witnessSame` unless another human supervises,
    ///   `RegisterError.retentionUndecided`, `RegisterError.disposalEmpty`; ``NodeError/policyMissing``, `RosterError.signInRefused`.
    package func dispose(_ order: DisposalOrder) async throws -> DisposalsReply {
        let person = try await signedIn(order.claim)
        let supervisor = try await signedIn(order.supervisor)
        return try await exclusively { engine in
            try Office.require(
                [.securityChief], of: person, in: engine.roster, at: engine.clock())
            guard
                engine.roster.pseudonyms(of: person).isDisjoint(
                    with: engine.roster.pseudonyms(of: supervisor))
            else { throw RegisterError.witnessSame(supervisor) }
            let (edition, isDecided) = try engine.retentionPolicy()
            guard isDecided else { throw RegisterError.retentionUndecided }
            let plan = try await engine.disposalPlan()
            guard !plan.entries.isEmpty else { throw RegisterError.disposalEmpty }
            let disposal = Disposal(
                try engine.newName("gal"), of: plan, underPolicy: edition,
                by: person, supervisedBy: supervisor, at: engine.clock())
            try await engine.record(disposal)
            try await engine.finish(disposal.id)
            return try await engine.disposals()
        }
    }

    /// Everything that was disposed of, and what was erased without.
    package func disposals() async throws -> DisposalsReply {
        let all = memory.register.disposalsInOrder
        var unexplained = EntryRanges()
        try await readErased { number in
            if !all.contains(where: { $0.entries.contains(number) }) { unexplained.append(number) }
        }
        return DisposalsReply(disposals: all.reversed(), unexplained: unexplained)
    }

    /// Ends what a stop has interrupted.
    func finishDisposals() async throws {
        for disposal in memory.register.disposalsInOrder where !disposal.isDone {
            try await exclusively { engine in try await engine.finish(disposal.id) }
        }
    }

    // MARK: Inside

    /// The signed policy in force, and whether anybody has decided its retention.
    private func retentionPolicy() throws -> (edition: PolicyEdition, isDecided: Bool) {
        let view = try regionView().policy
        guard let edition = view.edition else { throw NodeError.policyMissing }
        return (edition, view.policy.isRetentionDecided)
    }

    private func disposalPlan() async throws -> DisposalPlan {
        var plan = DisposalPlan(
            RetentionRules(try regionView().policy.policy), holding: try await disposalHolds(),
            at: clock())
        let size = try await store.treeHead().size
        try await readLedger(0..<size) { _, facts in plan.learn(facts) }
        try await readLedger(0..<size) { number, facts in plan.judge(number, facts) }
        return plan
    }

    private func record(_ disposal: Disposal) async throws {
        let row = try vault.new(disposal, in: NodeTable.disposals)
        let records = try ledgerRecords(
            .erased, disposal.lines, by: disposal.by, at: disposal.time)
        try await commit([row.change], recording: records)
        memory.register.disposals[disposal.id] = row.kept
    }

    /// Erases what is recorded, once more where it was erased already. Within an exclusive section.
    private func finish(_ id: DisposalID) async throws {
        guard let kept = memory.register.disposals[id] else { return }
        try await store.eraseFacts(of: kept.value.entries.numbers)
        var removals: [VaultChange] = []
        for digest in kept.value.standings {
            let row = try Self.rowID(ofStanding: digest.digest)
            guard let found = try await store.row(row, in: NodeTable.recordedStandings) else {
                continue
            }
            removals.append(.remove(table: found.table, id: found.id, version: found.version))
        }
        var done = kept.value
        done.isDone = true
        let row = try vault.updated(kept, done)
        try await commit(removals + [row.change])
        memory.register.disposals[id] = row.kept
    }

    private func readErased(_ body: (UInt64) -> Void) async throws {
        let size = try await store.treeHead().size
        for start in stride(from: 0, to: size, by: Self.erasedPageEntries) {
            let page = start..<min(size, start + UInt64(Self.erasedPageEntries))
            for record in try await store.records(page) where record.disclosure == nil {
                body(record.number)
            }
        }
    }

    private static let erasedPageEntries = 10_000
}

extension RegisterMemory {
    /// As they were made.
    var disposalsInOrder: [Disposal] {
        disposals.values.map(\.value).sorted { ($0.time, $0.id) < ($1.time, $1.id) }
    }
}
