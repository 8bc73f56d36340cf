import Auditing
import Identity
import Registers
import Rosters

extension NodeEngine {
    /// What is still open, and the messages and cases it needs entries of.
    ///
    /// - Throws: ``NodeError/policyMissing``: without rules nothing says what is overdue.
    func disposalHolds() async throws -> DisposalHolds {
        var holds = DisposalHolds(reviewed: memory.register.reviewedSize)
        holdMessages(&holds)
        for entry in memory.register.all where entry.exemplars.contains(where: \.isWithOwn) {
            holds.hold(entry.message, because: .exemplarHeld)
        }
        let overdue = try await overdue()
        for receipt in overdue.receipts {
            holds.hold(try MessageID(hex: receipt.message), because: .receiptOverdue)
        }
        for inventory in memory.register.inventories.values.map(\.value) where inventory.isOpen {
            for item in inventory.items { holds.hold(item.message, because: .inventoryOpen) }
        }
        for incident in memory.register.incidents.values where incident.value.isOpen {
            holds.hold(incident.value.message, because: .incident)
        }
        for glass in memory.roster.glasses.values.map(\.value) where glass.isOpen {
            let messages = [glass.statement.message, glass.passedOn, glass.notice]
            for message in messages.compactMap({ $0 }) {
                holds.hold(message, because: .breakGlass)
            }
            holds.hold(caseNamed: glass.id.text)
        }
        return holds
    }

    /// Those that are not over yet.
    private func holdMessages(_ holds: inout DisposalHolds) {
        let now = clock().milliseconds
        for (id, kept) in memory.received where kept.value.expiresMs > now {
            holds.hold(id, because: .messageAlive)
        }
        for (id, kept) in memory.sent {
            let state = kept.value.delivery.state
            let isWaiting = [.awaitingRelease, .queued, .waiting].contains(state)
            guard isWaiting || kept.value.expiresMs > now else { continue }
            holds.hold(id, because: .messageAlive)
        }
    }
}

extension Exemplar {
    /// Outside the vault, with a person or a node of one's own, and not destroyed; one that is missing
    /// is looked for.
    fileprivate var isWithOwn: Bool {
        if isInVault || state == .destroyed { return false }
        if case .actor = holder { return false }
        return true
    }
}
