import Hummingbird
import NIOHTTP1
import HTTPTypes
import Handover
import AsyncHTTPClient
@testable import Carriers
import Foundation
import Identity
import Ledger
import NIOCore
import Registry
import RegionSupport
import RelaySupport
@testable import Relay
import Storage
import StorageSQLite
import TestSupport
import Testing

extension RelayTests {
    /// Documents, health, and how it stops.
    struct ServingTests {
        private let region = TestRegion.shared

        @Test func `the documents served are those in the directory`() async throws {
            try await withRelay { relay in
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    let listing = try #require(await client.registry())
                    let files = listing.document.files.mapValues { Array($0.utf8) }
                    #expect(files == region.registry.files)
                    let registry = try RegistryFiles.registry(
                        from: files, trusting: region.registry.genesis)
                    #expect(registry.head == region.registry.head)
                    #expect(try await client.registry(unless: listing.version) == nil)
                    let policy = try #require(await client.policy())
                    #expect(
                        policy.document == Array(try Data(contentsOf: relay.directory.bundle)))
                    let freshness = try #require(await client.freshness())
                    #expect(
                        freshness.document == Array(try Data(contentsOf: relay.directory.freshness))
                    )
                    #expect(try await client.exercises()?.document.notes == [])
                    #expect(try await client.activations()?.document.notes == [])
                }
            }
        }

        @Test func `router and OpenAPI document have the same operations`() async throws {
            try await withRelay { relay in
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    let answer = try await client.get("/openapi.json")
                    let object = try JSONSerialization.jsonObject(with: Data(answer.body))
                    let document = try #require(object as? [String: Any])
                    #expect(document["openapi"] as? String == "3.1.0")
                    let paths = try #require(document["paths"] as? [String: [String: Any]])
                    let described = Set(
                        paths.flatMap { path, methods in methods.keys.map { "\($0) \(path)" } })
                    let services = try relay.server(limits: RelayLimits()).services
                    let routed = Set(
                        RelayRouter.make(services).routes.map { route in
                            let path = String(describing: route.path)
                                .replacing("/**", with: "/{tile}")
                            return "\(route.method.rawValue.lowercased()) \(path)"
                        })
                    #expect(described == routed)
                    #expect(routed.count == RelayOperation.allCases.count)
                }
            }
        }

        @Test(arguments: ["/", "/v1", "/v1/envelopes", "/tile/0/000", "/tile/x", "/healthz"])
        func `what is not there is a problem document`(_ path: String) async throws {
            try await withRelay { relay in
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    let answer = try await client.get(path)
                    #expect(answer.status == 404)
                    #expect(try answer.problem() == Problem(.notFound))
                }
            }
        }

        @Test func `another media type is refused`() async throws {
            try await withRelay { relay in
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    for path in ["/v1/envelopes", "/v1/receipts"] {
                        let answer = try await client.post(
                            path, mediaType: "application/json", body: [])
                        #expect(try answer.problem() == Problem(.mediaTypeUnsupported))
                    }
                }
            }
        }

        @Test(arguments: ["/healthz", "/readyz", "/metrics"])
        func `health and figures are told on the local address`(_ path: String) async throws {
            try await withRelay { relay in
                let request = HTTPClientRequest(url: try relay.adminAddress + path)
                let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
                #expect(answer.status == .ok)
                let body = String(buffer: try await answer.body.collect(upTo: 1 << 20))
                #expect(!body.isEmpty)
            }
        }

        @Test func `what was refused is a warning of a relay that goes on`() async throws {
            struct Document: Decodable {
                struct Reason: Decodable { let code: String }
                let ready: Bool
                let warnings: [Reason]
            }
            func warnings(_ relay: RelayFixture) async throws -> [String] {
                let request = HTTPClientRequest(url: try relay.adminAddress + "/readyz")
                let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
                let body = try await answer.body.collect(upTo: 1 << 20)
                let bytes = Data(body.readableBytesView)
                let document = try JSONDecoder().decode(Document.self, from: bytes)
                #expect(document.ready)
                return document.warnings.map(\.code)
            }
            try await withRelay { relay in
                #expect(try await warnings(relay) == [])
                let bundle = Array(try Data(contentsOf: relay.directory.bundle))
                try relay.directory.write(Array("nonsense".utf8), to: relay.directory.bundle)
                relay.reload()
                #expect(try await warnings(relay) == ["note-refused"])
                try relay.directory.write(bundle, to: relay.directory.bundle)
                relay.reload()
                #expect(try await warnings(relay) == [])
                let root = RegistryFiles.path(ofRoot: 0)
                try relay.directory.remove(root)
                relay.reload()
                #expect(try await warnings(relay) == ["registry-refused"])
            }
        }

        @Test func `a stop sends waiting polls home and ends`() async throws {
            let began = ContinuousClock.now
            var poll: Task<MailboxAnswer?, Never>?
            var client: RelayClient?
            try await withRelay { relay in
                let solna = try relay.client("kommun-solna")
                client = solna
                poll = Task { try? await solna.mailbox(after: nil, waitSeconds: 60) }
                try await eventually("it waits") { relay.polls.count == 1 }
            }
            let answer = await poll?.value
            #expect(answer?.entries.isEmpty == true)
            #expect(ContinuousClock.now - began < .seconds(50))
            await client?.shutdown()
        }

        @Test func `what changes in the directory takes effect by itself`() async throws {
            try await withRelay { relay in
                let solna = try region.actor("kommun-solna")
                let note = try region.actorNote(
                    of: solna, after: region.registry,
                    [.revokeNode(solna.node.id, Revocation(at: region.now))])
                let longer = try region.registry.appending(note)
                let watching = Task { try await relay.watch() }
                defer { watching.cancel() }
                // The watcher has looked once before anything changes.
                try await Task.sleep(for: .milliseconds(100))
                try relay.directory.write(longer)
                try await eventually("it is in force") {
                    relay.keeper.material.region.registry.head == longer.head
                }
                try await eventually("it is in the ledger") {
                    try await relay.store.records(0..<1).contains { record in
                        guard let kept = record.disclosure,
                            let facts = try? LedgerFacts(parsing: kept.facts)
                        else { return false }
                        return facts.event == .registry && facts.detail == "head \(longer.head)"
                    }
                }
            }
        }
    }
}

/// The status of a GET, whatever it is.
func status(of client: RelayClient, _ path: String) async throws -> Int {
    try await client.get(path).status
}
