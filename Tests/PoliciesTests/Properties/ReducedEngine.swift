@testable import Policies

/// The engine with some of its gates: all of them, or in turn all but one.
///
/// The list is what tests alone may pass to the engine; no program can, since only this package's
/// tests see it.
struct ReducedEngine {
    private let asked: [any Gate]

    static let whole = ReducedEngine(asked: gates)

    static func without(_ id: GateID) -> ReducedEngine {
        ReducedEngine(asked: gates.filter { type(of: $0).id != id })
    }

    private init(asked: [any Gate]) { self.asked = asked }

    /// The gates that fail.
    func failed(_ rehearsal: Rehearsal) -> Set<GateID> {
        Set(outcomes(rehearsal).filter(\.result.isFailure).map(\.id))
    }

    /// Whether none of those that are asked fails: what the engine would say if its own rule, that
    /// an answer of fewer gates permits nothing, were gone too.
    func letsThrough(_ rehearsal: Rehearsal) -> Bool { failed(rehearsal).isEmpty }

    func decision(_ rehearsal: Rehearsal) -> Decision {
        Decision(outcomes: outcomes(rehearsal))
    }

    private func outcomes(_ rehearsal: Rehearsal) -> [GateOutcome] {
        Policies.outcomes(of: asked, for: rehearsal.request, in: rehearsal.view)
    }
}
