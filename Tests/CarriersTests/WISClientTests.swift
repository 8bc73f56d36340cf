import Carriers
import Identity
import Synchronization
import TestSupport
import Testing
import WISSupport

/// Over real sockets, against a gateway that does everything wrong that it can.
struct WISClientTests {
    @Test func `what was published is there, once, however often it is published`() async throws {
        try await withWIS { gateway in
            try await withClient(gateway) { client in
                try await client.publish(publication(1))
                try await client.publish(publication(1))
                #expect(gateway.publications.map(\.id) == [try publication(1).id])
                #expect(gateway.postCount == 1)
                let there = try #require(try await client.publication(publication(1).id))
                #expect(there.saysTheSame(as: try publication(1)))
            }
        }
    }

    @Test(
        arguments: [
            (.refuses, .refused), (.fails, .failed), (.failsToPublish, .failed), (.loses, .lost),
            (.busy, .busy), (.impostor, .peerUntrusted), (.hangs, .timedOut),
            (.alters, .contradicted),
        ] as [(WISGateway.Mood, GatewayProblem.Code)])
    func `whatever the gateway does wrong is told for what it is, and it may come back`(
        _ mood: WISGateway.Mood, _ code: GatewayProblem.Code
    ) async throws {
        try await withWIS { gateway in
            try await withClient(gateway) { client in
                gateway.mood = mood
                #expect(try await problem { try await client.publish(publication(1)) } == code)
                gateway.mood = .well
                try await client.publish(publication(2))
                #expect(gateway.publications.last?.id == (try publication(2).id))
            }
        }
    }

    @Test func `a slow gateway is waited for`() async throws {
        try await withWIS { gateway in
            try await withClient(gateway) { client in
                gateway.mood = .slow
                try await client.publish(publication(1))
                #expect(gateway.publications.count == 1)
            }
        }
    }

    @Test func `how long a busy gateway asks for is told`() async throws {
        try await withWIS { gateway in
            try await withClient(gateway) { client in
                gateway.mood = .busy
                let busy = GatewayProblem(.busy, status: 503, retryAfterSeconds: 1)
                await #expect(throws: busy) { try await client.publish(publication(1)) }
            }
        }
    }

    @Test func `another publication under the same key is a contradiction`() async throws {
        try await withWIS { gateway in
            try await withClient(gateway) { client in
                try await client.publish(publication(1))
                var other = try publication(1)
                other.headline = "Något annat"
                let asked = other
                #expect(try await problem { try await client.publish(asked) } == .contradicted)
                #expect(gateway.publications.map(\.headline) == [try publication(1).headline])
            }
        }
    }

    @Test func `that it was entered as punctual by an attempt whose answer was lost is no harm`()
        async throws
    {
        try await withWIS { gateway in
            try await withClient(gateway) { client in
                gateway.publish(try publication(1))
                var late = try publication(1)
                late.late = true
                try await client.publish(late)
                #expect(gateway.publications.count == 1)
            }
        }
    }

    @Test func `a wrong token is refused, and a right one is taken up without a restart`()
        async throws
    {
        try await withWIS { gateway in
            let token = Given("fel")
            try await withClient(gateway, token: token) { client in
                #expect(try await problem { try await client.probe() } == .tokenRefused)
                token.text = gateway.token
                try await client.probe()
            }
        }
    }

    @Test func `where nobody listens, that is said`() async throws {
        let client = try WISClient(
            address: "https://127.0.0.1:9", trusting: pem(GatewayCertificate()), options: options,
            token: { "x" })
        #expect(try await problem { try await client.probe() } == .noConnection)
        await client.shutdown()
    }

    @Test func `a pinned certificate that is made out to another host is not believed`()
        async throws
    {
        let elsewhere = try GatewayCertificate(hosts: ["wis.example"], isLocal: false)
        try await withWIS(showing: elsewhere) { gateway in
            try await withClient(gateway) { client in
                let code = try await problem { try await client.probe() }
                #expect(code == .peerUntrusted)
            }
        }
    }

    @Test func `pages follow each other, and end`() async throws {
        try await withWIS { gateway in
            for number in 1...5 { gateway.publish(try publication(number)) }
            try await withClient(gateway) { client in
                var (cursor, seen): (String?, [String]) = (nil, [])
                while true {
                    let page = try await client.page(after: cursor, max: 2)
                    if page.publications.isEmpty { break }
                    seen += page.publications.map(\.id)
                    cursor = page.next
                }
                #expect(seen == (try (1...5).map { try publication($0).id }))
            }
        }
    }

    @Test(arguments: ["http://wis.example", "https://", "wis", "https://a/b", "https://u@a"])
    func `an address that is none is refused`(_ address: String) throws {
        #expect(throws: GatewayProblem(.addressInvalid)) {
            try WISClient(address: address, trusting: pem(GatewayCertificate()), token: { "x" })
        }
    }

    @Test(arguments: ["", "skräp"])
    func `a certificate that is none is refused`(_ text: String) {
        #expect(throws: GatewayProblem(.certificateInvalid)) {
            try WISClient(
                address: "https://wis.example", trusting: Array(text.utf8), token: { "x" })
        }
    }

    // MARK: Parts

    private var options: WISClient.Options {
        var options = WISClient.Options()
        // For a gateway that hangs; one that answers does so at once.
        options.answerTimeoutSeconds = 3
        options.probeTimeoutMilliseconds = 3_000
        return options
    }

    private func withClient(
        _ gateway: WISGateway, token: Given? = nil, _ body: (WISClient) async throws -> Void
    ) async throws {
        let token = token ?? Given(gateway.token)
        let client = try WISClient(
            address: try #require(gateway.address), trusting: pem(gateway.certificate),
            options: options, token: { token.text })
        do { try await body(client) } catch {
            await client.shutdown()
            throw error
        }
        await client.shutdown()
    }

    private func problem(_ body: () async throws -> Void) async throws -> GatewayProblem.Code? {
        do {
            try await body()
            return nil
        } catch let error as GatewayProblem { return error.code }
    }

    private func pem(_ certificate: GatewayCertificate) -> [UInt8] { Array(certificate.pem.utf8) }

    private func publication(_ number: Int) throws -> WISPublication {
        let time = Timestamp(clampingMilliseconds: 1_700_000_000_000 + Int64(number) * 1_000)
        return WISPublication(
            id: try MessageID(bytes: [UInt8](repeating: UInt8(number), count: 32)), kind: "notice",
            status: "actual", headline: "Vattenläcka \(number)", text: "Kranvattnet är brunt.",
            source: "kommun-solna", created: time, expires: time.adding(seconds: 3_600),
            late: false, envelope: [1, 2, 3])
    }
}

/// A token that may change.
private final class Given: Sendable {
    private let state: Mutex<String>

    init(_ text: String) { state = Mutex(text) }

    var text: String {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
