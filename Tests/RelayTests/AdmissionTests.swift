import Handover
@testable import Carriers
import Identity
import RegionSupport
import RelaySupport
import Registry
@testable import Relay
import TestSupport
import Testing

extension RelayTests {
    /// Who is let in, on the first request and on every later one.
    struct AdmissionTests {
        private let region = TestRegion.shared

        @Test func `a node of the registry is let in`() async throws {
            try await withRelay { relay in
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    #expect(try await client.registry()?.document.files.isEmpty == false)
                }
            }
        }

        @Test func `a stranger's certificate does not pass the handshake`() async throws {
            try await withRelay { relay in
                let stranger = try TLSIdentity.generate(commonName: "x", validFrom: region.start)
                try await withClient(relay.client(stranger)) { client async throws in
                    await #expect(throws: CarrierError.unreachable(.closedByPeer)) {
                        _ = try await client.checkpoint()
                    }
                }
            }
        }

        @Test func `another relay may read the ledger but has no mailbox`() async throws {
            try await withRelay { relay in
                try await withClient(relay.client(region.relays[1].machine.identity())) {
                    client async throws in
                    #expect(try await client.checkpoint().isEmpty == false)
                    await #expect(throws: CarrierError.refused(Problem(.notYours))) {
                        _ = try await client.mailbox(after: nil)
                    }
                }
            }
        }

        @Test func `a revocation ends a kept connection`() async throws {
            try await withRelay { relay in
                let solna = try region.actor("kommun-solna")
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    _ = try await client.checkpoint()
                    let note = try region.actorNote(
                        of: solna, after: region.registry,
                        [.revokeNode(solna.node.id, Revocation(at: region.now))])
                    try relay.directory.write(region.registry.appending(note))
                    relay.reload()
                    await #expect(throws: CarrierError.refused(Problem(.peerUnknown))) {
                        _ = try await client.checkpoint()
                    }
                    // The connection is gone, and no new one is to be had.
                    await #expect(throws: CarrierError.unreachable(.closedByPeer)) {
                        _ = try await client.checkpoint()
                    }
                }
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    #expect(try await client.checkpoint().isEmpty == false)
                }
            }
        }

        @Test func `a revocation ends a waiting poll`() async throws {
            try await withRelay { relay in
                let solna = try region.actor("kommun-solna")
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    async let answer = refusal {
                        _ = try await client.mailbox(after: nil, waitSeconds: 30)
                    }
                    try await eventually("it waits") { relay.polls.count == 1 }
                    let note = try region.actorNote(
                        of: solna, after: region.registry,
                        [.revokeNode(solna.node.id, Revocation(at: region.now))])
                    try relay.directory.write(region.registry.appending(note))
                    relay.reload()
                    #expect(await answer == Problem(.peerUnknown))
                }
            }
        }

        @Test func `an actor has so many connections and not one more`() async throws {
            var limits = RelayLimits()
            limits.connectionsPerActorMax = 1
            try await withRelay(limits: limits) { relay in
                let (first, second) = (
                    try relay.client("kommun-solna"), try relay.client("kommun-solna")
                )
                try await withClient(first) { first in
                    try await withClient(second) { second in
                        _ = try await first.checkpoint()
                        let problem = await refusal { _ = try await second.checkpoint() }
                        #expect(problem?.kind == .overloaded)
                        _ = try await first.checkpoint()
                    }
                }
                // A closed connection counts no longer.
                try await withClient(relay.client("kommun-solna")) { third in
                    try await eventually("the place is free") {
                        await refusal { _ = try await third.checkpoint() } == nil
                    }
                }
            }
        }

        @Test func `who asks too much is told when to come back, and others are not held up`()
            async throws
        {
            var limits = RelayLimits()
            limits.actorItemsPerSecondMax = 1
            limits.burstMaxSeconds = 2
            try await withRelay(limits: limits) { relay in
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    // A stream is taken whole, and paid for by who comes next.
                    let messages = try (0..<3).map { try TestMessage().framed([$0]) }
                    let all = try await client.submit(contentsOf: messages)
                    #expect(all.receipt != nil && all.refused.isEmpty)
                    let answer = try await client.get("/checkpoint")
                    #expect(answer.status == 429)
                    let asked = try #require(answer.number("Retry-After"))
                    #expect((1...3).contains(asked))
                    #expect(
                        try answer.problem() == Problem(.rateLimited, retryAfterSeconds: asked))
                    guard case .refused(let problem) = try await client.submit(messages[0]) else {
                        Issue.record("was accepted")
                        return
                    }
                    #expect(problem.kind == .rateLimited && problem.isTransient)
                }
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    _ = try await client.checkpoint()
                }
            }
        }

        @Test func `a registry that goes back is not taken up`() async throws {
            try await withRelay { relay in
                let solna = try region.actor("kommun-solna")
                let note = try region.actorNote(
                    of: solna, after: region.registry,
                    [.revokeNode(solna.node.id, Revocation(at: region.now))])
                let longer = try region.registry.appending(note)
                try relay.directory.write(longer)
                relay.reload()
                #expect(relay.keeper.material.region.registry.head == longer.head)
                try relay.directory.remove(
                    RegistryFiles.path(of: solna.id, longer.chain(of: solna.id).count - 1))
                relay.reload()
                #expect(relay.keeper.material.region.registry.head == longer.head)
                let kept = relay.keep.evidence.all()
                #expect(kept.map(\.from) == ["directory"])
                #expect(kept.first?.name.hasPrefix("rollback-actor-kommun-solna-000001-") == true)
            }
        }
    }
}

/// The problem a call was refused with, if it was.
func refusal(_ body: () async throws -> Void) async -> Problem? {
    do {
        try await body()
    } catch CarrierError.refused(let problem) {
        return problem
    } catch {
        Issue.record(error)
    }
    return nil
}
