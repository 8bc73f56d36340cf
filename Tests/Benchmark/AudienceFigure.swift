import Carriers
import Foundation
import Labels
import Logging
import RegionSupport
import Relay
import RelaySupport
import ServiceLifecycle
import StorageSQLite

/// What each further recipient adds to an accept: messages sealed to one and to a thousand, handed in
/// one after another over real TLS on loopback, each answered once it is durable.
enum AudienceFigure {
    static func measure() async throws {
        let names = (1...recipientCount).map { "aktor-\($0)" }
        let region = try TestRegion(actors: ["sos-alarm"] + names, levels: [.secrecy])
        let material = try FixtureMaterial(of: region) { file, text in
            file == "actors.yaml" ? text + names.map(entry).joined() : text
        }
        try await withScratch { folder in
            let relay = try RelayFixture(folder, limits: RelayLimits(), material: material)
            let group = ServiceGroup(
                configuration: .init(
                    services: [try relay.server(limits: RelayLimits())], logger: .quiet))
            async let running: Void = group.run()
            while !relay.isListening { try await Task.sleep(for: .milliseconds(5)) }
            let one = try await spent(on: messages(to: Array(names.prefix(1)), region), relay)
            let all = try await spent(on: messages(to: names, region), relay)
            let each = (all.median - one.median) * 1_000 / Double(recipientCount - 1)
            tell(
                "accept to 1: \(one.text("ms")), to \(recipientCount): \(all.text("ms"));",
                "\(rounded(each)) µs for each further one (target 5)")
            await group.triggerGracefulShutdown()
            try await running
            try await relay.store.close()
        }
    }

    private static func messages(
        to recipients: [String], _ region: TestRegion
    ) throws -> [[UInt8]] {
        var message = TestMessage(in: region)
        message.recipients = recipients
        return try (0..<messageCount).map { try message.framed([UInt8(truncatingIfNeeded: $0)]) }
    }

    private static func spent(
        on messages: [[UInt8]], _ relay: RelayFixture
    ) async throws -> Spread {
        let client = try relay.client("sos-alarm")
        _ = try await client.checkpoint()
        var times: [Double] = []
        for message in messages {
            let began = ContinuousClock.now
            guard case .accepted = try await client.submit(message) else {
                throw LoadError.refused
            }
            times.append((ContinuousClock.now - began).milliseconds)
        }
        await client.shutdown()
        return Spread(times)
    }

    private static func entry(_ name: String) -> String {
        """
          - id: \(name)
            name: Aktör
            kind: kommun
            state-authority: false
            country: SE
            originate: sekretess
            receive: sekretess
            compartments: []

        """
    }

    private static let recipientCount = 1_000
    private static let messageCount = 60
}
