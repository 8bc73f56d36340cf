import Identity
import Labels

/// Actual, exercise and test never meet: an exercise message belongs to a signed exercise, with
/// both actors in it and within its window; keys and vault are of the message's own status.
///
/// Speaks of keys the registry knows; that every key is known is ``SuiteLevelGate``'s concern.
struct StatusSeparateGate: Gate {
    static let id = GateID.statusSeparate
    static let basis = LegalBasis.policyOnly

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        let status = request.label.status.kind
        var failures: [GateFailure] = []
        if case .exercise(let id) = request.label.status {
            failures += exerciseFailures(id, request, view)
        }
        for used in request.keys {
            guard let key = view.registry.key(used.id), key.status != status else { continue }
            failures.append(.keyOfOtherStatus(used.id, key.status))
        }
        if let vault = request.vault {
            if vault != status { failures.append(.vaultOfOtherStatus(vault)) }
        } else if request.stage == .receiver {
            failures.append(.vaultUnstated)
        }
        return GateResult(failures)
    }

    private func exerciseFailures(
        _ id: ExerciseID, _ request: AccessRequest, _ view: PolicyView
    ) -> [GateFailure] {
        guard let exercise = view.exercises[id] else { return [.exerciseUnknown(id)] }
        var failures: [GateFailure] = []
        let moment = request.provenTime
        if let closed = exercise.closedAt, closed <= moment {
            failures.append(.exerciseClosed(id, at: closed))
        }
        if !exercise.window.contains(moment) {
            failures.append(.exerciseOutsideWindow(id, exercise.window))
        }
        for actor in Set([request.originator, request.recipient]).sorted()
        where !exercise.participants.contains(actor) {
            failures.append(.exerciseParticipantMissing(id, actor))
        }
        return failures
    }
}
