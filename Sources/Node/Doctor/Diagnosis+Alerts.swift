package import Carriers
package import Handover
package import Identity
import Labels
import Policies

/// What is known of a channel for alerts.
package struct AlertTrial: Hashable, Sendable {
    package let channel: String
    /// What is wrong with how it is set up, else how it fared last; `nil` where it is not known.
    package let outcome: Outcome?

    package enum Outcome: Hashable, Sendable {
        case told
        case failed(GatewayProblem)
    }

    /// Each channel of a node: its files are looked at here, and how it fared is the word of the node
    /// that runs.
    package static func all(
        of configuration: NodeConfiguration, in directory: NodeDirectory,
        besides status: StatusReply?
    ) async -> [AlertTrial] {
        let channels = AlertChannels(configuration.alerts, in: directory)
        let trials = channels.all.map { channel in
            let line = status?.rungs.first { $0.rung == channel.scheme }
            let problem = channel.defect ?? line?.problem
            return AlertTrial(
                channel: channel.scheme,
                outcome: problem.map { .failed($0) } ?? (line?.state == .up ? .told : nil))
        }
        await channels.close()
        return trials
    }
}

extension Diagnosis {
    /// Each channel for alerts, and whether policy lets them go at all.
    package static func alerts(
        _ trials: [AlertTrial], under material: RegionMaterial, at now: Timestamp
    ) -> [Diagnosis] {
        guard !trials.isEmpty else { return [] }
        let policy = material.policies.inForce(at: now)?.policy
        let mayGo = policy?.levels(over: .thin).contains(.open) == true
        let found: [Diagnosis] = trials.map { trial in
            switch trial.outcome {
            case nil: .alertsUntried(channel: trial.channel)
            case .told?: .alertsTold(channel: trial.channel)
            case .failed(let problem)?: .alertsFail(channel: trial.channel, problem: problem)
            }
        }
        return mayGo ? found : [.alertsForbidden] + found
    }
}
