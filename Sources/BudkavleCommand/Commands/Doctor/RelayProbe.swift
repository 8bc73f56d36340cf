import Carriers
import Identity
import Labels
import Node
import Registry

/// What relays answer to a question that changes nothing.
struct RelayProbe {
    private(set) var diagnoses: [Diagnosis] = []
    private(set) var clocks: [ClockReading] = []

    /// - Parameters:
    ///   - identity: this node's; `nil` while its keys are locked.
    ///   - status: what the running node says, taken where we cannot ask ourselves.
    static func ask(
        _ urls: [String], in view: RegistryView, as identity: TLSIdentity?,
        besides status: StatusReply?
    ) async -> RelayProbe {
        var probe = RelayProbe()
        var trials: [RelayTrial] = []
        for url in urls {
            guard let record = view.relays.values.first(where: { $0.url == url }) else {
                probe.diagnoses.append(.relayUnregistered(url: url))
                continue
            }
            if let identity, record.revocation == nil {
                trials.append(await probe.ask(record, as: identity))
            } else {
                trials.append(probe.word(of: status, on: record))
            }
        }
        let isWISUp = status?.rungs.contains {
            $0.carrier == CarrierKind.wis.rawValue && $0.state == .up && $0.ceiling != nil
        }
        probe.diagnoses += Diagnosis.relays(trials, isWISUp: isWISUp ?? false)
        return probe
    }

    private mutating func ask(
        _ record: RelayRecord, as identity: TLSIdentity
    ) async -> RelayTrial {
        let start = ContinuousClock.now
        let name = record.id.text
        do throws(CarrierError) {
            let client = try RelayClient(
                address: record.url, certificates: record.certificates, identity: identity)
            let problem = await problem(asking: client)
            if let seconds = client.clockAheadSeconds {
                clocks.append(ClockReading(relay: name, secondsAhead: seconds))
            }
            await client.shutdown()
            if let problem { return RelayTrial(relay: name, .failed(problem)) }
            let duration = (ContinuousClock.now - start).components
            return RelayTrial(
                relay: name,
                .answered(
                    milliseconds: duration.seconds * 1_000
                        + duration.attoseconds / 1_000_000_000_000_000))
        } catch { return RelayTrial(relay: name, .failed(RelayProblem(error))) }
    }

    /// A checkpoint is there from the relay's first start.
    private func problem(asking client: RelayClient) async -> RelayProblem? {
        do {
            _ = try await client.checkpoint()
            return nil
        } catch { return RelayProblem(error) }
    }

    /// What the running node says of a relay.
    private mutating func word(of status: StatusReply?, on record: RelayRecord) -> RelayTrial {
        let name = record.id.text
        if record.revocation != nil { return RelayTrial(relay: name, .failed(.init(.revoked))) }
        guard let known = status?.relays.first(where: { $0.id == name }) else {
            return RelayTrial(relay: name, .untried)
        }
        if let seconds = known.clockAheadSeconds {
            clocks.append(ClockReading(relay: name, secondsAhead: seconds))
        }
        if let problem = known.problem { return RelayTrial(relay: name, .failed(problem)) }
        return RelayTrial(
            relay: name, known.lastReached == nil ? .untried : .answered(milliseconds: nil))
    }
}
