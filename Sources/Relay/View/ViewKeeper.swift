package import Identity
import Synchronization

/// Holds what is in force and hands out views of it.
///
/// A view is shared by all requests of a quarter of a second, and replaced at once when the
/// material changes.
package final class ViewKeeper: Sendable {
    package let clock: TrustedClock
    private let state: Mutex<State>
    private let worries = Mutex<[Concern.Kind: Concern]>([:])
    private let onChange: @Sendable () -> Void

    private struct State {
        var material: RelayMaterial
        var view: RelayView?
        var madeAt: Timestamp
        /// When the material came into force.
        let since: Timestamp
    }

    /// - Parameter onChange: called after each ``replace(with:)``.
    package init(
        _ material: RelayMaterial, clock: TrustedClock,
        onChange: @escaping @Sendable () -> Void = {}
    ) {
        self.clock = clock
        self.onChange = onChange
        clock.raise(to: material)
        let now = clock.now()
        state = Mutex(
            State(material: material, view: RelayView(material, at: now), madeAt: now, since: now))
    }

    package var material: RelayMaterial { state.withLock { $0.material } }

    /// When it came into force here.
    package var materialSince: Timestamp { state.withLock { $0.since } }

    /// The view of this moment; `nil` when no policy is in force.
    package func view() -> RelayView? {
        let now = clock.now()
        return state.withLock { state in
            guard now.milliseconds(since: state.madeAt) >= Self.viewMaxMilliseconds else {
                return state.view
            }
            state.view = RelayView(state.material, at: now)
            state.madeAt = now
            return state.view
        }
    }

    /// Puts other material in force, for all requests that begin from now on.
    package func replace(with material: RelayMaterial) {
        clock.raise(to: material)
        let now = clock.now()
        let view = RelayView(material, at: now)
        state.withLock { $0 = State(material: material, view: view, madeAt: now, since: now) }
        onChange()
    }

    // MARK: What was not taken up

    /// In the order of their kinds' names.
    package var concerns: [Concern] {
        worries.withLock { Array($0.values) }.sorted { $0.kind.rawValue < $1.kind.rawValue }
    }

    /// Notes that something was refused; since when is kept while it stays so.
    package func raise(_ kind: Concern.Kind, detail: String) {
        let now = clock.now()
        worries.withLock { worries in
            worries[kind] = Concern(kind, since: worries[kind]?.since ?? now, detail: detail)
        }
    }

    /// The matter is settled.
    package func settle(_ kind: Concern.Kind) { worries.withLock { $0[kind] = nil } }

    private static let viewMaxMilliseconds: Int64 = 250
}
