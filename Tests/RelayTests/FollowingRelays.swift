import Carriers
import Foundation
import Identity
import Ledger
import Logging
import RegionSupport
import Registry
@testable import Relay
import RelaySupport
import ServiceLifecycle
import Storage
import StorageSQLite
import TestSupport
import Testing

/// A real relay on loopback that follows another's log when a test says so.
final class FollowingRelay: Sendable {
    let fixture: RelayFixture
    let server: RelayServer
    private let group: ServiceGroup
    private let running: Task<Void, any Error>

    private init(_ fixture: RelayFixture, _ limits: RelayLimits) throws {
        self.fixture = fixture
        let server = try fixture.server(limits: limits)
        let group = ServiceGroup(
            configuration: .init(services: [server], logger: Logger.quiet))
        self.server = server
        self.group = group
        running = Task { try await group.run() }
    }

    /// - Parameters:
    ///   - place: its directory; the same one again is the same relay with all it kept.
    ///   - registry: in force there in place of the region's own.
    static func started(
        _ name: String, in place: URL, limits: RelayLimits = RelayLimits(),
        registry: Registry? = nil
    ) async throws -> FollowingRelay {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let fixture = try RelayFixture(place, limits: limits, named: name)
        if let registry { fixture.hear(registry, from: fixture.region.relays[0].id) }
        let relay = try FollowingRelay(fixture, limits)
        try await eventually("\(name) listens") { fixture.isListening }
        return relay
    }

    func stop() async throws {
        await group.triggerGracefulShutdown()
        try await running.value
        try await fixture.store.close()
    }

    var services: RelayServices { server.services }

    var id: RelayID { services.identity.id }

    func record(of other: FollowingRelay) throws -> RelayRecord {
        try #require(fixture.keeper.view()?.registry.relay(other.id))
    }

    /// Runs `body` with the way from here to another relay.
    func reaching<Value>(
        _ other: FollowingRelay, _ body: (RelayClient) async throws -> Value
    ) async throws -> Value {
        let client = try other.fixture.client(fixture.relay.machine.identity())
        do {
            let value = try await body(client)
            await client.shutdown()
            return value
        } catch {
            await client.shutdown()
            throw error
        }
    }

    /// One turn, which fails as it fails.
    func turn(with other: FollowingRelay) async throws -> PeerTurn.Outcome {
        let peer = try record(of: other)
        return try await reaching(other) { client in
            try await PeerTurn(services: services, peer: peer, client: client).run()
        }
    }

    /// As the service takes one: what is wrong is noted, not thrown.
    func serviceTurn(with other: FollowingRelay) async throws {
        let peer = try record(of: other)
        let replicator = Replicator(services: services, plan: fixture.plan)
        try await reaching(other) { client in
            var pace = Pace()
            _ = await replicator.turn(with: peer, over: client, &pace)
        }
    }

    /// Takes turns until nothing more is there.
    func follow(_ other: FollowingRelay) async throws {
        for _ in 0..<100 where try await !turn(with: other).hasMore { return }
        Issue.record("\(id) never catches up with \(other.id)")
    }

    /// Carries attachments until nothing is due.
    func fetchAttachments(from other: FollowingRelay, piecesMax: Int = 1_000) async throws {
        let peer = try record(of: other)
        try await reaching(other) { client in
            var attachments = PeerAttachments(services: services, peer: peer, client: client)
            for _ in 0..<piecesMax where await !attachments.carry() { return }
        }
        services.blobs.awaited.releaseAll(from: other.id)
    }

    /// Everything in an actor's mailbox here.
    func mailbox(of actor: String) async throws -> [MailboxItem] {
        let client = try fixture.client(actor)
        var (items, cursor) = ([MailboxItem](), String?.none)
        while true {
            let answer = try await client.mailbox(after: cursor)
            items += answer.entries
            cursor = answer.cursor
            guard !answer.entries.isEmpty else { break }
        }
        await client.shutdown()
        return items
    }

    func messages(of actor: String) async throws -> [MessageID] {
        try await mailbox(of: actor).filter { $0.kind == .message }.map { try $0.bytes.messageID() }
    }

    /// The facts of the ledger's records, oldest first.
    func records() async throws -> [LedgerFacts] {
        try await fixture.store.records(0..<100_000).compactMap { record in
            try record.disclosure.map { try LedgerFacts(parsing: $0.facts) }
        }
    }
}

/// Runs `body` with relays of these names, and stops them afterwards as SIGTERM would.
func withRelays(
    _ names: [String] = ["relay-1", "relay-2"], limits: RelayLimits = RelayLimits(),
    registry: Registry? = nil, _ body: ([FollowingRelay]) async throws -> Void
) async throws {
    try await inFolder { folder in
        var relays: [FollowingRelay] = []
        for name in names {
            relays.append(
                try await .started(
                    name, in: folder.appending(path: name), limits: limits, registry: registry))
        }
        let failure: (any Error)?
        do {
            try await body(relays)
            failure = nil
        } catch { failure = error }
        for relay in relays { try await relay.stop() }
        if let failure { throw failure }
    }
}

/// The same with three relays, all registered.
func withThreeRelays(_ body: ([FollowingRelay]) async throws -> Void) async throws {
    let region = TestRegion.shared
    let registry = try region.registry.appending(
        region.rootNote(after: region.registry, [region.spareRelay.statement]))
    try await withRelays(["relay-1", "relay-2", "relay-3"], registry: registry, body)
}

/// Runs `body` with a folder that goes with it.
func inFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
}
