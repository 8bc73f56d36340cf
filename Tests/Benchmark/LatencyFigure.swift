import Foundation
import Node

/// From the moment a command asks its node to send until the receiver's node has shown the message
/// to somebody: two nodes and a relay as processes, otherwise idle, suite `sealed`.
enum LatencyFigure {
    static func measure() async throws {
        try await withScratch { folder in
            let region = try await RunningRegion(folder, nodes: [sender, recipient])
            defer { region.end() }
            _ = try await measure(in: region, count: warmUpCount)
            let spread = Spread(try await measure(in: region, count: messageCount))
            tell(
                "send to opened, sealed, 2 KiB, idle: p50 \(rounded(spread.median)) ms",
                "(target 2), p99 \(rounded(spread.quantile(0.99))) ms, \(messageCount) messages")
        }
    }

    /// - Returns: milliseconds, one a message.
    private static func measure(in region: RunningRegion, count: Int) async throws -> [Double] {
        let (from, to) = (region.client(of: sender), region.client(of: recipient))
        let known = try await inboxCount(to)
        var times: [Double] = []
        for index in 0..<count {
            var order = SendOrder(
                body: Array(repeating: UInt8(ascii: "a") + UInt8(index % 26), count: bodyBytes),
                level: "sekretess", status: "actual")
            order.to = [recipient]
            order.ground = "osl-10-27"
            // Waiting begins before sending, as it does at a node whose console is open.
            let wait = NodeCall.awaitInbox(known: known + index, seconds: 30)
            async let shown = show(wait, at: to)
            let began = ContinuousClock.now
            async let sending = from.call(.send(order))
            let (arrived, end) = try await shown
            times.append((end - began).milliseconds)
            guard case .sent(let sent)? = try await sending, sent.id == arrived else {
                throw Failure.notSent
            }
            // What follows a message, its receipts, is over before the next: nodes are idle.
            try await Task.sleep(for: .milliseconds(40))
        }
        return times
    }

    /// - Returns: what came, and when a person had seen it.
    private static func show(
        _ wait: NodeCall, at node: NodeSocketClient
    ) async throws -> (id: String, at: ContinuousClock.Instant) {
        guard case .inbox(let lines)? = try await node.call(wait), let line = lines.last else {
            throw Failure.notReceived
        }
        guard case .message? = try await node.call(.show(id: line.id, by: nil)) else {
            throw Failure.notShown
        }
        return (line.id, .now)
    }

    private static func inboxCount(_ node: NodeSocketClient) async throws -> Int {
        guard case .inbox(let lines)? = try await node.call(.inbox) else {
            throw Failure.notReceived
        }
        return lines.count
    }

    enum Failure: Error { case notSent, notReceived, notShown }

    private static let sender = "lansstyrelsen-stockholm"
    private static let recipient = "kommun-solna"
    private static let bodyBytes = 2_048
    private static let warmUpCount = 30
    private static let messageCount = 300
}
