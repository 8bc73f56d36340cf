import Carriers
import Envelopes
import Foundation
import Identity
import Logging
import Primitives
import RegionSupport
import Relay
import RelaySupport
import ServiceLifecycle
import StorageSQLite

/// How long a relay takes to say that there is no such blob, by why there is none: unknown, foreign
/// (there for others), forbidden (there for the caller, and policy now says no). The answers are
/// alike byte for byte; what the clock could tell a patient caller is shown here.
enum DisclosureFigure {
    static func measure() async throws {
        try await withScratch { folder in
            let relay = try RelayFixture(folder, limits: RelayLimits())
            let group = ServiceGroup(
                configuration: .init(
                    services: [try relay.server(limits: RelayLimits())], logger: .quiet))
            async let running: Void = group.run()
            while !relay.isListening { try await Task.sleep(for: .milliseconds(5)) }
            for (name, spread) in try await measure(relay) {
                tell(
                    "absent blob, \(name): p50 \(rounded(spread.median)) µs, p99",
                    "\(rounded(spread.quantile(0.99))) µs, \(rounds) requests")
            }
            await group.triggerGracefulShutdown()
            try await running
            try await relay.store.close()
        }
    }

    /// The three in turns, so that whatever else the machine does falls on all of them.
    private static func measure(_ relay: RelayFixture) async throws -> [(String, Spread)] {
        let addresses = [
            ("unknown", try message(to: reader, 1).address),
            ("foreign", try await kept(to: other, 2, by: relay)),
            ("forbidden", try await kept(to: reader, 3, by: relay)),
        ]
        try relay.directory.writePolicy(of: relay.region, version: 2, at: relay.region.now) {
            $0 == "grounds.yaml" ? $1.replacing("osl-10-2\n", with: "osl-10-99\n") : $1
        }
        relay.reload()
        let client = try relay.client(reader)
        var times: [String: [Double]] = [:]
        for _ in 0..<rounds {
            for (name, address) in addresses.shuffled() {
                let began = ContinuousClock.now
                do {
                    _ = try await client.piece(of: address, at: 0, count: 1, bytes: blobBytes)
                    throw Failure.handedOut(name: name)
                } catch CarrierError.refused {
                    times[name, default: []].append(
                        (ContinuousClock.now - began) / .microseconds(1))
                }
            }
        }
        await client.shutdown()
        return addresses.map { ($0.0, Spread(times[$0.0] ?? [0])) }
    }

    private static func kept(
        to recipient: String, _ number: UInt8, by relay: RelayFixture
    ) async throws -> BlobAddress {
        let (framed, address) = try message(to: recipient, number)
        let sender = try relay.client("sos-alarm")
        guard case .accepted = try await sender.submit(framed) else { throw LoadError.refused }
        _ = try await sender.upload(blob(number), of: address, at: 0, bytes: blobBytes)
        await sender.shutdown()
        return address
    }

    private static func message(
        to recipient: String, _ number: UInt8
    ) throws -> (framed: [UInt8], address: BlobAddress) {
        let digest = Hashing.sha256(blob(number))
        var message = TestMessage()
        message.recipients = [recipient]
        message.attachments = [AttachmentReference(digest: digest, bytes: blobBytes)]
        let framed = try message.framed([number])
        return (framed, BlobAddress(message: try framed.messageID(), digest: digest))
    }

    private static func blob(_ number: UInt8) -> [UInt8] {
        Array(repeating: number, count: Int(blobBytes))
    }

    enum Failure: Error { case handedOut(name: String) }

    private static let reader = "kommun-solna"
    private static let other = "lansstyrelsen-stockholm"
    private static let blobBytes: UInt64 = 4_096
    private static let rounds = 2_000
}
