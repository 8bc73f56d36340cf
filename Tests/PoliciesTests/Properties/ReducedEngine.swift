@testable import Policies

/// The engine with some of its gates: all of them, or in turn all but one.
///
/// The list is what tests alone may pass to the engine; no program can, since only this package's
/// tests see it.
struct ReducedEngine {
    private let leftOut: GateID?

    static let whole = ReducedEngine(leftOut: nil)

    static func without(_ id: GateID) -> ReducedEngine { ReducedEngine(leftOut: id) }

    private init(leftOut: GateID?) { self.leftOut = leftOut }

    /// The gates that fail.
    func failed(_ rehearsal: Rehearsal) -> Set<GateID> {
        Set(outcomes(rehearsal).filter(\.result.isFailure).map(\.id))
    }

    /// Whether none of those that are asked fails: what the engine would say if its own rule, that
    /// an answer of fewer gates permits nothing, were gone too.
    func letsThrough(_ rehearsal: Rehearsal) -> Bool { failed(rehearsal).isEmpty }

    func decision(_ rehearsal: Rehearsal) -> Decision {
        Decision(outcomes: outcomes(rehearsal), at: rehearsal.request.stage)
    }

    private func outcomes(_ rehearsal: Rehearsal) -> [GateOutcome] {
        let asked = rehearsal.request.stage.gates.filter { type(of: $0).id != leftOut }
        return Policies.outcomes(of: asked, for: rehearsal.request, in: rehearsal.view)
    }
}
