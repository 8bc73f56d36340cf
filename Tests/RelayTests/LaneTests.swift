import Carriers
import HTTPTypes
import Hummingbird
import Identity
import Labels
import NIOCore
import RegionSupport
import RelaySupport
@testable import Relay
import Storage
import StorageSQLite
import TestSupport
import Testing

extension RelayTests {
    /// What is urgent gets past what is not, and nobody gets past others by saying so.
    struct LaneTests {
        private let region = TestRegion.shared

        private func message(
            _ precedence: Precedence, _ number: UInt8 = 0, level: Level = .secrecy
        ) throws -> [UInt8] {
            try TestMessage(level: level, precedence: precedence).framed([number])
        }

        @Test(arguments: [Precedence.flash, .immediate])
        func `an actor that used up its rate still hands in what is urgent, and reads`(
            _ precedence: Precedence
        ) async throws {
            var limits = RelayLimits()
            limits.actorItemsPerSecondMax = 1
            limits.burstMaxSeconds = 60
            try await withRelay(limits: limits) { relay in
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    // Beyond what a minute gives back, so that the machine's pace does not matter.
                    let bulk = try (0..<120).map { try message(.routine, $0) }
                    let all = try await client.submit(contentsOf: bulk)
                    #expect(all.refused.isEmpty)
                    let late = try await client.submit(
                        message(.priority, 200), precedence: .priority)
                    guard case .refused(let problem) = late else {
                        Issue.record("was accepted")
                        return
                    }
                    #expect(problem.kind == .rateLimited)
                    #expect(problem.retryAfterSeconds.map { $0 > 0 } == true)
                    let urgent = try message(precedence, 201)
                    #expect(
                        try await client.submit(urgent, precedence: precedence).isAccepted)
                    #expect(try await client.mailbox(after: nil).entries.isEmpty)
                    // Unsaid, nobody can know before the body is read.
                    #expect(try await !client.submit(message(precedence, 202)).isAccepted)
                }
            }
        }

        @Test func `what is urgent beyond the reserve is taken as any other`() async throws {
            var limits = RelayLimits()
            limits.actorReservedItemsPerSecondMax = 1
            limits.burstMaxSeconds = 2
            try await withRelay(limits: limits) { relay in
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    let flashes = try (0..<8).map { try message(.flash, $0) }
                    let all = try await client.submit(contentsOf: flashes, precedence: .flash)
                    #expect(all.receipt != nil && all.refused.isEmpty)
                }
                let beyond = try await scrape(relay)["budkavle_relay_urgent_beyond_reserve_total"]
                #expect(beyond == 8, "a body is on the reserve whole or not at all")
            }
        }

        @Test func `an envelope may be more urgent than its request says, and not less`()
            async throws
        {
            let overstated = Submission.refused(
                Problem(.requestInvalid, defect: "precedenceOverstated"))
            try await withRelay { relay in
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    for own in Precedence.allCases {
                        let message = try message(own)
                        for stated in Precedence.allCases {
                            let answer = try await client.submit(message, precedence: stated)
                            #expect(
                                own <= stated ? answer.isAccepted : answer == overstated,
                                "\(own) as \(stated)")
                        }
                    }
                }
            }
        }

        @Test func `of a stream those that are less urgent than stated are refused alone`()
            async throws
        {
            try await withRelay { relay in
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    let stream = try [message(.flash, 1), message(.routine, 2), message(.flash, 3)]
                    let answer = try await client.submit(
                        contentsOf: stream, precedence: .immediate)
                    #expect(answer.receipt != nil)
                    #expect(answer.refused.map(\.index) == [1])
                    #expect(answer.refused.first?.problem.defect == "precedenceOverstated")
                }
            }
        }

        @Test func `a node that comes back to much gets what is urgent first, and alone`()
            async throws
        {
            try await withRelay { relay in
                let routine = try (0..<40).map { try message(.routine, $0) }
                let urgent = try [message(.immediate, 50), message(.flash, 51)]
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    _ = try await client.submit(contentsOf: routine + urgent)
                }
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    let first = try await client.mailbox(after: nil)
                    #expect(
                        try first.entries.map { try $0.bytes.messageID() }
                            == urgent.reversed().map { try $0.messageID() })
                    let rest = try await client.mailbox(after: first.cursor)
                    #expect(
                        try rest.entries.map { try $0.bytes.messageID() }
                            == routine.map { try $0.messageID() })
                }
            }
        }

        @Test func `what is urgent and withheld hides nothing behind it`() async throws {
            try await withRelay { relay in
                let (frozen, free) = (
                    try message(.flash, 1), try message(.routine, 2, level: .open)
                )
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    _ = try await client.submit(contentsOf: [frozen, free])
                }
                try relay.directory.writePolicy(of: region, version: 2, at: region.now) {
                    $0 == "grounds.yaml" ? $1.replacing("osl-10-2\n", with: "osl-10-99\n") : $1
                }
                relay.reload()
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    // Without waiting: a node that looks in once has all there is.
                    let answer = try await client.mailbox(after: nil)
                    #expect(
                        try answer.entries.map { try $0.bytes.messageID() } == [free.messageID()])
                    #expect(answer.withheldCount == 1)
                }
            }
        }

        @Test func `a flood of one actor, and its flash, leave another's messages their share`()
            async throws
        {
            try await withRelay { relay in
                let flood = try (0..<6).map { batch in
                    try (0..<64).map { try TestMessage().framed([UInt8(batch), UInt8($0)]) }
                }
                let others = try (0..<4).map {
                    try TestMessage(
                        level: .open, sender: "kommun-solna", recipients: []
                    ).framed([UInt8($0)])
                }
                let solna = try relay.client("kommun-solna")
                let clients = try flood.map { _ in try relay.client("sos-alarm") }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for (client, batch) in zip(clients, flood) {
                        group.addTask {
                            let answer = try await client.submit(contentsOf: batch)
                            #expect(answer.refused.isEmpty)
                        }
                    }
                    for message in others {
                        let answer = try await solna.submit(message)
                        #expect(answer.isAccepted, "nobody is turned away for another's flood")
                    }
                    try await group.waitForAll()
                }
                for client in clients + [solna] { await client.shutdown() }
                #expect(await relay.store.latest()?.value == UInt64(6 * 64 + 4 - 1))
            }
        }
    }

    struct DemandTests {
        private func demand(
            _ method: HTTPRequest.Method, _ path: String, _ precedence: String? = nil
        ) throws -> Demand {
            var fields: HTTPFields = [:]
            fields[.budkavlePrecedence] = precedence
            let head = HTTPRequest(
                method: method, scheme: "https", authority: "relay", path: path,
                headerFields: fields)
            return try Demand(Request(head: head, body: RequestBody(buffer: ByteBuffer())))
        }

        @Test func `a request says what it asks of the rate`() throws {
            #expect(try demand(.get, "/v1/mailbox?wait=1") == .read)
            #expect(try demand(.post, "/v1/envelopes") == .handIn(nil))
            for precedence in Precedence.allCases {
                let found = try demand(.post, "/v1/envelopes", precedence.rawValue)
                #expect(found == .handIn(precedence))
                #expect(found.isReserved == precedence.isUrgent)
            }
            // Where nothing bears it out, saying so gets nothing.
            #expect(try demand(.post, "/v1/receipts", "flash") == .other)
            #expect(try demand(.get, "/v1/registry", "flash") == .other)
        }

        @Test(arguments: ["", "Flash", "flash, routine", "0"])
        func `a precedence that is none is refused`(_ text: String) {
            #expect(throws: Problem(.requestInvalid, defect: "precedence")) {
                try demand(.post, "/v1/envelopes", text)
            }
        }
    }
}
