import Carriers
import Foundation
import Identity
import Labels
import RegionSupport
import RelaySupport
import Testing

/// Messages handed to a relay in every way there is, each with a mark of its own, and what the
/// answers promised.
struct PostedLoad {
    private let region: TestRegion
    private let port: Int
    private let certificate: [UInt8]

    static let sender = "sos-alarm"
    private static let connections = 6
    private static let messagesEach = 4

    init(to port: Int, trusting certificate: [UInt8], in region: TestRegion) {
        self.port = port
        self.certificate = certificate
        self.region = region
    }

    /// One alone, then several connections at once: singly, a stream, and one message twice.
    func post() async throws -> [PromisedMessage] {
        let alone = try await connected { connection in
            try await Self.post(self.message("alone"), over: &connection)
        }
        let twice = try message("twice")
        let together = try await withThrowingTaskGroup { group in
            for number in 1...Self.connections {
                group.addTask { try await self.post(number, twice) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        return alone + together
    }

    private func post(_ number: Int, _ shared: Message) async throws -> [PromisedMessage] {
        let own = try (1...Self.messagesEach).map { try message("\(number)-\($0)") }
        let stream = try (1...Self.messagesEach).map { try message("\(number)-stream-\($0)") }
        return try await connected { connection in
            var promises = try await Self.post(shared, over: &connection)
            for message in own { promises += try await Self.post(message, over: &connection) }
            let answer = try await connection.post(contentsOf: stream.map(\.envelope))
            try #require(answer.status == 201)
            return promises + stream.map { $0.promised(by: answer, at: connection.port) }
        }
    }

    private func connected(
        _ body: @Sendable (inout CountingConnection) async throws -> [PromisedMessage]
    ) async throws -> [PromisedMessage] {
        let identity = try region.actor(Self.sender).node.machine.identity()
        return try await CountingConnection.with(
            identity, to: port, trusting: certificate, body)
    }

    private static func post(
        _ message: Message, over connection: inout CountingConnection
    ) async throws -> [PromisedMessage] {
        let answer = try await connection.post(message.envelope)
        try #require(answer.status == 201)
        return [message.promised(by: answer, at: connection.port)]
    }

    /// Open ones: what they say stands in the log as it is.
    private func message(_ name: String) throws -> Message {
        let mark = "mark \(name);"
        let message = TestMessage(
            level: .open, sender: Self.sender, recipients: [], ground: nil, in: region)
        return Message(mark: Data(mark.utf8), envelope: try message.framed(Array(mark.utf8)))
    }

    private struct Message {
        let mark: Data
        let envelope: [UInt8]

        func promised(
            by answer: CountingConnection.Answer, at port: Int
        ) -> PromisedMessage {
            PromisedMessage(port: port, bytesBefore: answer.bytesBefore, mark: mark)
        }
    }

    /// How many promises ``post()`` comes back with.
    static let promisesCount = 1 + connections * (1 + 2 * messagesEach)
}
