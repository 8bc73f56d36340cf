import Carriers
import Handover
import Identity
import Notes
import Policies
import Registry

/// What one relay answered another.
struct PeerAnswer: Sendable {
    /// How its registry stands to the one here, by the notes of both.
    enum Registry: String, Sendable {
        case same
        /// It lacks notes that are here.
        case behind
        /// It has more notes, which nobody has verified here.
        case ahead
        /// One and the same place in a chain holds two notes, or each lacks some of the other's.
        case differs
    }

    let registry: Registry
    /// `nil` where the relay has none, or none that verifies here.
    let freshnessIssued: Timestamp?
    let secondsAhead: Int64?
}

/// Asks relays, over the connection nodes use, what they hold.
struct PeerQuestion: Sendable {
    private let region: RegionMaterial
    private let identity: TLSIdentity
    private let now: Timestamp

    /// - Parameter now: when freshness notes are judged.
    init(region: RegionMaterial, identity: TLSIdentity, at now: Timestamp) {
        self.region = region
        self.identity = identity
        self.now = now
    }

    /// All of them at once.
    func ask(_ relays: [RelayRecord]) async -> [RelayID: Result<PeerAnswer, CarrierError>] {
        await withTaskGroup(of: (RelayID, Result<PeerAnswer, CarrierError>).self) { group in
            for relay in relays {
                group.addTask { (relay.id, await answer(of: relay)) }
            }
            var answers: [RelayID: Result<PeerAnswer, CarrierError>] = [:]
            for await (id, answer) in group { answers[id] = answer }
            return answers
        }
    }

    private func answer(of relay: RelayRecord) async -> Result<PeerAnswer, CarrierError> {
        var options = RelayClient.Options()
        options.answerTimeoutSeconds = Self.answerTimeoutSeconds
        do throws(CarrierError) {
            let client = try RelayClient(
                address: relay.url, certificates: relay.certificates, identity: identity,
                options: options)
            let told = await answer(over: client)
            await client.shutdown()
            return told
        } catch {
            return .failure(error)
        }
    }

    private func answer(
        over client: RelayClient
    ) async -> Result<PeerAnswer, CarrierError> {
        do throws(CarrierError) {
            let listing = try await client.registry()?.document
            let note = try await freshness(over: client)
            return .success(
                PeerAnswer(
                    registry: standing(of: listing), freshnessIssued: note.flatMap(issued),
                    secondsAhead: client.clockAheadSeconds.map { -$0 }))
        } catch {
            return .failure(error)
        }
    }

    /// `nil` where the relay has none.
    private func freshness(
        over client: RelayClient
    ) async throws(CarrierError) -> [UInt8]? {
        do { return try await client.freshness()?.document } catch {
            if case .refused(let problem) = error, problem.kind == .notFound { return nil }
            throw error
        }
    }

    /// When a freshness note that verifies here was signed.
    private func issued(_ note: [UInt8]) -> Timestamp? {
        let view = region.registry.view(at: now)
        let signed = try? SignedNote(parsing: note)
        return signed.flatMap { try? Freshness(verifying: $0, in: view).issued }
    }

    private func standing(of listing: RegistryListing?) -> PeerAnswer.Registry {
        let own = region.registry.files.mapValues { String(decoding: $0, as: UTF8.self) }
        let theirs = listing?.files ?? [:]
        if theirs == own { return .same }
        if theirs.allSatisfy({ own[$0.key] == $0.value }) { return .behind }
        return own.allSatisfy { theirs[$0.key] == $0.value } ? .ahead : .differs
    }

    private static let answerTimeoutSeconds: Int64 = 10
}
