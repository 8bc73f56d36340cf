import Delivery
import Handover
import Identity
import Labels
import Policies
import Registers

extension NodeEngine {
    /// Receipts that should have come by now, the longest overdue first: those the level asks of every
    /// addressee, and those by name of persons who have got an exemplar. And a log review that should
    /// have been made.
    ///
    /// - Throws: ``NodeError/policyMissing``: without rules nothing says by when.
    package func overdue() async throws -> OverdueReply {
        let policy = try regionView().policy
        let now = clock()
        let receipts = memory.sent.values.flatMap { overdue($0.value, under: policy, at: now) }
        let exemplars = memory.register.all.flatMap { unreceipted($0, under: policy, at: now) }
        return OverdueReply(
            receipts: receipts.sorted { ($0.due, $0.message) < ($1.due, $1.message) },
            exemplars: exemplars.sorted { ($0.due, $0.entry) < ($1.due, $1.entry) },
            logReview: try await logReviewDue().flatMap { $0.isOverdue(at: now) ? $0 : nil })
    }

    private func overdue(
        _ record: SentRecord, under policy: PolicyView, at now: Timestamp
    ) -> [OverdueReply.Receipt] {
        guard let level = try? Level(record.level),
            let status = StatusKind(rawValue: record.status),
            let rules = policy.rules(for: level, status, at: now),
            [.accepted, .delivered].contains(record.delivery.state), record.canary == nil
        else { return [] }
        return record.recipients.flatMap { recipient -> [OverdueReply.Receipt] in
            let facts = record.track[recipient] ?? [:]
            let accepted = facts[TrackFact.accepted.name] ?? record.createdMs
            return ReceiptDemand.allCases.compactMap { demand in
                guard let seconds = rules.receiptsDueSeconds[demand],
                    !demand.satisfying.contains(where: { facts[$0.name] != nil })
                else { return nil }
                let due = Timestamp(clampingMilliseconds: accepted).adding(seconds: seconds)
                guard due < now else { return nil }
                return OverdueReply.Receipt(
                    message: record.id, level: record.level, status: record.status,
                    recipient: recipient, receipt: demand.rawValue, due: due)
            }
        }
    }

    /// From K a person receipts for what she has got, within the time the level gives others to
    /// acknowledge.
    private func unreceipted(
        _ entry: RegisterEntry, under policy: PolicyView, at now: Timestamp
    ) -> [OverdueReply.Named] {
        guard entry.level >= .confidential else { return [] }
        let seconds =
            policy.rules(for: entry.level, Status.actual, at: now)?.receiptsDueSeconds[
                .acknowledged] ?? 0
        return entry.exemplars.compactMap { exemplar -> OverdueReply.Named? in
            guard exemplar.state == .held, let person = exemplar.holder.person,
                exemplar.receiptedBy != person
            else { return nil }
            let due = exemplar.heldSince.adding(seconds: seconds)
            guard due < now else { return nil }
            return OverdueReply.Named(
                entry: entry.number, exemplar: exemplar.number, level: entry.level.name,
                holder: exemplar.holder, due: due)
        }
    }
}

extension ReceiptDemand {
    /// Whoever has acknowledged a message has opened it, and has it.
    fileprivate var satisfying: [TrackFact] {
        switch self {
        case .accepted: [.accepted, .delivered, .opened, .acknowledged]
        case .delivered: [.delivered, .opened, .acknowledged]
        case .opened: [.opened, .acknowledged]
        case .acknowledged: [.acknowledged]
        }
    }
}

extension SentRecord {
    /// The status its label names.
    var status: String {
        (try? Label(text: label))?.status.kind.rawValue ?? ""
    }
}
