import Identity
import Labels

/// From BH, every system that handles actual information has a documented assessment and approval
/// for the level, and from K the written consultation too.
///
/// Each stage answers for the systems it sees: the sender its node and the relay, the relay itself
/// and its caller, the receiver its node and the relay it got it from.
///
/// Source: SäkF (2021:955) 3:1–3.
struct SystemApprovedGate: Gate {
    static let id = GateID.systemApproved
    static let basis = LegalBasis("SäkF (2021:955) 3:1–3")

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        guard request.concernsActualClassified else { return .holds }
        var failures: [GateFailure] = []
        for role in request.systemRolesNeeded
        where !request.systems.contains(where: { $0.role == role }) {
            failures.append(.systemUnstated(role))
        }
        for system in request.systems {
            if !system.fits(request) { failures.append(.systemOfOther(system.role, system.name)) }
            failures += defects(of: system.name, request, view)
        }
        return GateResult(failures)
    }

    private func defects(
        of name: SystemName, _ request: AccessRequest, _ view: PolicyView
    ) -> [GateFailure] {
        guard let approval = view.policy.approvals.systems[name] else {
            return [.systemUnapproved(name)]
        }
        var failures: [GateFailure] = []
        if !approval.validity.contains(request.now) {
            failures.append(.systemNotInForce(name, approval.validity))
        }
        if !approval.ceiling.dominates(request.label.level) {
            failures.append(.systemBelowLevel(name, ceiling: approval.ceiling))
        }
        if request.label.level >= .confidential, approval.consultation == nil {
            failures.append(.consultationMissing(name))
        }
        return failures
    }
}

extension AccessRequest {
    fileprivate var systemRolesNeeded: [SystemRole] {
        let relay: [SystemRole] = carrier == .relay ? [.relay] : []
        return switch stage {
        case .sender: [.sendingNode] + relay
        case .relayAccept: [.sendingNode, .relay]
        case .relayDeliver: [.relay, .receivingNode]
        case .receiver: relay + [.receivingNode]
        case .person: []
        }
    }
}

extension UsedSystem {
    /// A sending node is the originator's, a receiving node the recipient's, and a relay a relay.
    fileprivate func fits(_ request: AccessRequest) -> Bool {
        switch (role, name) {
        case (.sendingNode, .node(_, let actor)): actor == request.originator
        case (.receivingNode, .node(_, let actor)): actor == request.recipient
        case (.relay, .relay): true
        default: false
        }
    }
}
