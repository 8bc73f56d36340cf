/// The answer to one ``AccessRequest``: every gate with its outcome, in the order of ``GateID``.
///
/// The same request and view give the same decision, today and in ten years.
package struct Decision: Sendable, Hashable {
    package let outcomes: [GateOutcome]

    /// Where it was asked.
    package let stage: DecisionStage

    /// Every gate was asked and none failed.
    package var isPermitted: Bool {
        outcomes.count == stage.gates.count && outcomes.allSatisfy { !$0.result.isFailure }
    }

    package var failed: [GateOutcome] { outcomes.filter(\.result.isFailure) }

    init(outcomes: [GateOutcome], at stage: DecisionStage) {
        (self.outcomes, self.stage) = (outcomes, stage)
    }
}

package struct GateOutcome: Sendable, Hashable {
    package let id: GateID
    package let result: GateResult
    package let basis: LegalBasis
}

package enum GateResult: Sendable, Hashable {
    case holds
    case fails([GateFailure])
    /// Not asked at this stage.
    case notApplicable

    package var isFailure: Bool {
        if case .fails = self { true } else { false }
    }

    package var failures: [GateFailure] {
        if case .fails(let failures) = self { failures } else { [] }
    }

    /// Fails with everything found, holds when nothing was.
    init(_ failures: [GateFailure]) { self = failures.isEmpty ? .holds : .fails(failures) }

    static func fails(_ failure: GateFailure) -> GateResult { .fails([failure]) }
}

/// The rule behind a gate, as it is cited.
package struct LegalBasis: Sendable, Hashable, CustomStringConvertible {
    /// `SäkL (2018:585) 4:1–2`.
    package let text: String

    package init(_ text: String) { self.text = text }

    /// The region's own policy, no statute.
    static let policyOnly = LegalBasis("–")

    package var description: String { text }
}
