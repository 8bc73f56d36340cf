import Carriers
import Foundation
import Identity
import Node
import ProgramSupport
import Regions
import Registry
import Relay
import TestSupport
import Testing

/// A relay gets another certificate while it runs.
@Suite(.serialized)
struct RenewalTests {
    /// Long enough for nodes to hear of it, which ask every two seconds, on a busy machine.
    private static let overlapSeconds: Int64 = 60
    private static let waitMaxSeconds = 400

    @Test(.timeLimit(.minutes(60)))
    func `a relay's certificate is renewed under load: no request fails, then the old is nobody's`()
        async throws
    {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let stage = try KillStage(in: scratch)
        defer { stage.abandon() }
        try await stage.build()
        let clients = try KnowingClients(stage)
        let until = try await withThrowingTaskGroup(
            of: Void.self, returning: Timestamp.self
        ) { group in
            for kind in KnowingClients.Kind.allCases {
                group.addTask { try await clients.work(kind) }
            }
            defer { clients.end() }
            try await answered(clients)
            let until = try await renew(stage)
            // Those who have heard go on; when the others are out depends on the machine.
            try await answered(clients, kinds: [.connectingAnew, .keepingConnections])
            try await eventually(
                "who knows the old certificate alone is out", withinSeconds: Self.waitMaxSeconds
            ) { !clients.failures(.unaware).isEmpty }
            try await eventually("the overlap is over", withinSeconds: Self.waitMaxSeconds) {
                Timestamp.present > until.adding(seconds: 1)
            }
            for kind in [KnowingClients.Kind.connectingAnew, .keepingConnections] {
                let count = clients.answeredCount(kind)
                try await eventually("\(kind) are answered") {
                    clients.answeredCount(kind) > count || !clients.failures(kind).isEmpty
                }
            }
            clients.end()
            try await group.waitForAll()
            return until
        }
        #expect(clients.failures(.unaware) == [.unreachable(.peerUntrusted)])
        #expect(clients.failures(.connectingAnew) == [])
        #expect(clients.failures(.keepingConnections) == [])
        try await requireNodesWell(stage, since: until)
        try await requireCleared(stage)
    }

    /// Each kind has been answered once more.
    private func answered(
        _ clients: KnowingClients, kinds: [KnowingClients.Kind] = KnowingClients.Kind.allCases
    ) async throws {
        for kind in kinds {
            let count = clients.answeredCount(kind)
            try await eventually("\(kind) are answered") { clients.answeredCount(kind) > count + 5 }
        }
    }

    /// Makes the next certificate and registers it; gives the end of the old one.
    private func renew(_ stage: KillStage) async throws -> Timestamp {
        let path = try await nextCertificate(stage).certificate
        let until = Timestamp.present.adding(seconds: Self.overlapSeconds)
        try await stage.budkavle([
            "registry", "renew", "relay", "--region", stage.region.root, "--id",
            KillStage.relayName, "--certificate", path, "--previous-until", until.rfc3339,
        ])
        return until
    }

    private struct Renewed: Decodable {
        let certificate: String
        let wasWaiting: Bool
        let removed: [String]
    }

    private func nextCertificate(_ stage: KillStage) async throws -> Renewed {
        let told = try await ProgramRun.succeeding(
            BuiltProgram.relay.url(),
            ["renew-certificate", "--config", stage.relayConfiguration, "--json"])
        return try JSONDecoder().decode(Renewed.self, from: Data(told.output.utf8))
    }

    /// The nodes have followed by themselves: messages go from one to the other.
    private func requireNodesWell(_ stage: KillStage, since moment: Timestamp) async throws {
        for actor in [KillStage.sender, KillStage.receiver] {
            try await eventually("\(actor) reaches the relay") {
                guard case .status(let status) = try await stage.ask(actor, .status) else {
                    return false
                }
                return status.relays.allSatisfy {
                    $0.problem == nil && ($0.lastReached ?? moment) > moment
                }
            }
        }
        let load = NodeLoad(stage)
        try await load.send("Efter bytet")
        try await eventually("the message arrives") {
            try await stage.inbox().contains { $0.subject == "Efter bytet" }
        }
    }

    /// A renewal that is over leaves nothing of the old certificate.
    private func requireCleared(_ stage: KillStage) async throws {
        let first = try await nextCertificate(stage)
        #expect(!first.wasWaiting && first.certificate.hasSuffix("/relay-3.crt"))
        #expect(first.removed.map { $0.hasSuffix("/relay.crt") } == [true])
        let again = try await nextCertificate(stage)
        #expect(again.wasWaiting && again.certificate == first.certificate)
        #expect(again.removed.isEmpty)
        // It starts on what is left.
        try await stage.killRelay()
        try await stage.startRelay()
    }
}
