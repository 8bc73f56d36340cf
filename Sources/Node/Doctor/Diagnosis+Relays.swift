/// What came of asking a relay.
package struct RelayTrial: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// It answered over TLS with its registered certificate; `nil` where the running node says
        /// so.
        case answered(milliseconds: Int64?)
        case failed(RelayProblem)
        case untried
    }

    package let relay: String
    package let outcome: Outcome

    package init(relay: String, _ outcome: Outcome) {
        self.relay = relay
        self.outcome = outcome
    }
}

extension Diagnosis {
    /// Each relay, and which rung that leaves.
    ///
    /// A relay that answers with a wrong clock is up: the clock's own check tells that.
    ///
    /// - Parameter isWISUp: as the node that runs has found it.
    package static func relays(_ trials: [RelayTrial], isWISUp: Bool = false) -> [Diagnosis] {
        guard !trials.isEmpty else { return [] }
        var found: [Diagnosis] = trials.map { trial in
            switch trial.outcome {
            case .answered(let milliseconds):
                .relayAnswers(relay: trial.relay, milliseconds: milliseconds)
            case .failed(let problem): .relayFails(relay: trial.relay, problem: problem)
            case .untried: .relayUntried(relay: trial.relay)
            }
        }
        let answering = trials.filter {
            if case .answered = $0.outcome { true } else { false }
        }
        let untried = trials.contains { $0.outcome == .untried }
        found.append(
            !answering.isEmpty
                ? .rungRelay(relays: answering.map(\.relay))
                : untried ? .rungUntried : isWISUp ? .rungWIS : .rungNone)
        return found
    }
}
