import Carriers
import Files
import Foundation
import Identity
import Ledger
import Primitives
import ProgramSupport
import Synchronization
import SyslogSupport
import TestSupport
import Testing
import WISSupport

/// Against a real receiver, rsyslog.
@Suite(.timeLimit(.minutes(30)))
struct SyslogFeedTests {
    @Test func `nothing is lost while the receiver is killed, away and back, or we are`()
        async throws
    {
        try await withReceiver { receiver, program in
            let log = GrowingLog()
            log.append(3)
            let place = receiver.scratch.path("place")
            let target = try SyslogTarget(
                address: receiver.address, trustPath: receiver.certificatePath)
            try await telling(log, to: target, from: place) { _ in
                try await eventually("the first are there") { try receiver.entries == [0, 1, 2] }
                try await program.killNow()
                log.append(700)
            }
            let second = try await receiver.started()
            defer { second.abandon() }
            try await telling(log, to: target, from: place) { feed in
                try await eventually("all are there") {
                    try Set(receiver.entries) == Set(0..<703)
                }
                try await eventually("they count as told") { await feed.state().told == 703 }
                #expect(await feed.state().isConnected)
                #expect(await feed.state().behind == 0)
            }
            let count = try receiver.entries.count
            log.append(1)
            try await telling(log, to: target, from: place) { _ in
                try await eventually("the last is there") { try receiver.entries.last == 703 }
            }
            // What counted as told was not told again.
            #expect(try receiver.entries.count == count + 1)
        }
    }

    @Test func `the receiver reads what was meant`() async throws {
        try await withReceiver { receiver, _ in
            let log = GrowingLog()
            log.append(1)
            let target = try SyslogTarget(
                address: receiver.address, trustPath: receiver.certificatePath)
            try await telling(log, to: target, from: receiver.scratch.path("place")) { _ in
                try await eventually("it is there") { try !receiver.messages().isEmpty }
            }
            let message = try #require(try receiver.messages().first)
            #expect(message.time == "2026-11-23T05:21:08Z")
            #expect(message.host == "relay-1" && message.program == "budkavle-relay")
            #expect(message.kind == "refused" && message.priority == "13.4")
            #expect(message.values(of: "gate") == ["crypto.approved"])
            #expect(message.text == "\u{FEFF}Avvisat åäö")
        }
    }

    @Test func `what happens in the ordinary way is passed over, and counts as gone through`()
        async throws
    {
        try await withReceiver { receiver, _ in
            let log = GrowingLog()
            log.append(600, as: .accepted)
            log.append(1)
            let target = try SyslogTarget(
                address: receiver.address, trustPath: receiver.certificatePath)
            try await telling(log, to: target, from: receiver.scratch.path("place")) { _ in
                try await eventually("the one is there") { try receiver.entries == [600] }
            }
        }
    }

    @Test func `a ledger that is not the one it was told of is told anew`() async throws {
        try await withReceiver { receiver, _ in
            let (first, second) = (GrowingLog(), GrowingLog())
            first.append(2)
            second.append(4)
            let place = receiver.scratch.path("place")
            let kept = SyslogPlace(after: 1, try first.commitment(1))
            try File.writePrivate(Array(kept.text.utf8), to: place, replacing: false)
            let target = try SyslogTarget(
                address: receiver.address, trustPath: receiver.certificatePath)
            try await telling(first, to: target, from: place) { feed in
                try await eventually("connected") { await feed.state().isConnected }
                first.append(1)
                try await eventually("what is new is there") { try receiver.entries == [2] }
            }
            try await telling(second, to: target, from: place) { _ in
                try await eventually("all is there") {
                    try receiver.entries == [2, 0, 1, 2, 3]
                }
            }
        }
    }

    enum Impostor: CaseIterable {
        case otherCertificate, otherName
    }

    @Test(arguments: Impostor.allCases)
    func `whoever is not the one trusted is told nothing`(_ impostor: Impostor) async throws {
        let certificate =
            try impostor == .otherName
            ? GatewayCertificate(hosts: ["siem.example"], isLocal: false) : GatewayCertificate()
        try await withReceiver(showing: certificate) { receiver, _ in
            var trusted = receiver.certificatePath
            if impostor == .otherCertificate {
                trusted = receiver.scratch.path("other.pem")
                try Data(GatewayCertificate().pem.utf8).write(to: URL(filePath: trusted))
            }
            let log = GrowingLog()
            log.append(1)
            let target = try SyslogTarget(address: receiver.address, trustPath: trusted)
            try await telling(log, to: target, from: receiver.scratch.path("place")) { feed in
                try await eventually("it is found out") {
                    await feed.state().problem?.code == .peerUntrusted
                }
                #expect(await feed.state().told == 0)
                #expect(await feed.state().behind == 1)
            }
            #expect(try receiver.messages().isEmpty)
        }
    }

    @Test func `a receiver that asks who tells is shown a certificate, and takes nothing without`()
        async throws
    {
        let client = try GatewayCertificate(hosts: ["relay-1"])
        try await withReceiver(asking: client) { receiver, _ in
            let log = GrowingLog()
            log.append(1)
            let place = receiver.scratch.path("place")
            let unknown = try SyslogTarget(
                address: receiver.address, trustPath: receiver.certificatePath)
            try await telling(log, to: unknown, from: place) { feed in
                try await eventually("it is turned away") {
                    await feed.state().problem != nil
                }
            }
            #expect(try receiver.messages().isEmpty)
            let own = try ownFiles(client, in: receiver, mode: 0o600)
            let known = try SyslogTarget(
                address: receiver.address, trustPath: receiver.certificatePath, own: own)
            try await telling(log, to: known, from: place) { _ in
                try await eventually("it is there") { try receiver.entries == [0] }
            }
        }
    }

    @Test func `a key that others can read is shown to nobody`() async throws {
        let client = try GatewayCertificate(hosts: ["relay-1"])
        try await withReceiver(asking: client) { receiver, _ in
            let log = GrowingLog()
            log.append(1)
            let own = try ownFiles(client, in: receiver, mode: 0o640)
            let target = try SyslogTarget(
                address: receiver.address, trustPath: receiver.certificatePath, own: own)
            try await telling(log, to: target, from: receiver.scratch.path("place")) { feed in
                try await eventually("it is found out") {
                    await feed.state().problem?.code == .tokenUnusable
                }
            }
        }
    }

    @Test(arguments: ["localhost", "localhost:0", ":6514", "localhost:65536", "a:1/b", "u@a:1"])
    func `an address is a host and a port`(_ address: String) {
        #expect(throws: GatewayProblem(.addressInvalid)) {
            try SyslogTarget(address: address, trustPath: "trust.pem")
        }
    }

    @Test(arguments: ["siem.example:6514", "127.0.0.1:1", "[::1]:65535"])
    func `an address reads back as it was written`(_ address: String) throws {
        #expect(try SyslogTarget(address: address, trustPath: "trust.pem").address == address)
    }

    private func ownFiles(
        _ certificate: GatewayCertificate, in receiver: SyslogReceiver, mode: Int
    ) throws -> SyslogTarget.Own {
        let own = SyslogTarget.Own(
            certificatePath: receiver.scratch.path("own.pem"),
            keyPath: receiver.scratch.path("own-key.pem"))
        try Data(certificate.pem.utf8).write(to: URL(filePath: own.certificatePath))
        try Data(certificate.keyPEM.utf8).write(to: URL(filePath: own.keyPath))
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: own.keyPath)
        return own
    }

    /// Runs a feed beside `body`.
    private func telling(
        _ log: GrowingLog, to target: SyslogTarget, from place: String,
        _ body: (SyslogFeed) async throws -> Void
    ) async throws {
        let feed = SyslogFeed(
            telling: log.ledger,
            as: SyslogSource(host: "relay-1", program: "budkavle-relay", log: "log") { _ in
                "Avvisat åäö"
            }, to: target, from: place, clock: { Timestamp(clampingMilliseconds: 0) }
        ) { _ in }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await feed.run() }
            try await body(feed)
            group.cancelAll()
        }
    }
}

extension SyslogReceiver {
    fileprivate var entries: [Int] {
        get throws { try messages().compactMap(\.entry) }
    }
}

/// A ledger of refusals.
private final class GrowingLog: Sendable {
    private let records = Mutex<[LedgerRecord]>([])

    func append(_ count: Int, as event: LedgerEvent = .refused) {
        records.withLock { records in
            for _ in 0..<count {
                var facts = LedgerFacts(event, at: time)
                try? facts.setGates([GateOutcome(gate: "crypto.approved", holds: false)])
                records.append(LedgerRecord(facts, random: .system))
            }
        }
    }

    func commitment(_ number: Int) throws -> Digest {
        try #require(records.withLock { $0.indices.contains(number) ? $0[number] : nil })
            .commitment
    }

    var ledger: SyslogLedger {
        SyslogLedger(
            size: { UInt64(self.records.withLock { $0.count }) },
            page: { numbers in
                try self.records.withLock { $0 }[Int(numbers.lowerBound)..<Int(numbers.upperBound)]
                    .enumerated().map { offset, record in
                        SyslogLedger.Entry(
                            numbers.lowerBound + UInt64(offset), record.commitment,
                            try SyslogLedger.facts(of: record.facts))
                    }
            })
    }

    private let time = Timestamp(clampingMilliseconds: 1_795_411_268_000)
}
