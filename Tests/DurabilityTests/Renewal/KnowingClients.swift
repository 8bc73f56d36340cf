import Carriers
import Foundation
import Identity
import Regions
import Registry
import Synchronization

/// Clients that load a relay without pause, and keep what did not succeed.
///
/// Each makes a connection for every request, or keeps one; each believes the relay by the registry
/// of this moment, or by the one it began with, as a node that has not heard of anything newer.
final class KnowingClients: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case connectingAnew, keepingConnections, unaware
    }

    private let region: RegionLayout
    private let address: String
    private let relay: RelayID
    private let identity: TLSIdentity
    private let first: RelayCertificates
    private let state = Mutex(State())

    private struct State {
        var isOver = false
        var answeredCount: [Kind: Int] = [:]
        var failures: [Kind: [CarrierError]] = [:]
    }

    init(_ stage: KillStage) throws {
        let sealing = try DirectSealing(stage.region)
        relay = try RelayID(KillStage.relayName)
        guard let record = sealing.registry.relay(relay) else { throw StageError.keyMissing }
        region = stage.region
        address = stage.relayURL
        identity = try sealing.machine()
        first = record.certificates
    }

    func end() { state.withLock { $0.isOver = true } }

    func answeredCount(_ kind: Kind) -> Int { state.withLock { $0.answeredCount[kind] ?? 0 } }
    func failures(_ kind: Kind) -> [CarrierError] { state.withLock { $0.failures[kind] ?? [] } }

    /// Asks again and again until the end, or the first failure.
    func work(_ kind: Kind) async throws {
        var client = try made(kind)
        while !state.withLock({ $0.isOver }) {
            if kind == .keepingConnections {
                client.trust(try present())
            } else {
                await client.shutdown()
                client = try made(kind)
            }
            if let failure = await failure(of: client) {
                state.withLock { $0.failures[kind, default: []].append(failure) }
                break
            }
            state.withLock { $0.answeredCount[kind, default: 0] += 1 }
        }
        await client.shutdown()
    }

    /// Why a request was not answered; who is asked to slow down has been answered.
    private func failure(of client: RelayClient) async -> CarrierError? {
        do throws(CarrierError) {
            _ = try await client.checkpoint()
            return nil
        } catch {
            if case .refused(let problem) = error, problem.isTransient { return nil }
            return error
        }
    }

    private func made(_ kind: Kind) throws -> RelayClient {
        try RelayClient(
            address: address, certificates: kind == .unaware ? first : present(),
            identity: identity)
    }

    /// What the registry says now.
    private func present() throws -> RelayCertificates {
        let view = try RegionSource(region).readRegistry(trusting: nil).view(at: .present)
        guard let record = view.relay(relay) else { throw StageError.keyMissing }
        return record.certificates
    }
}
