import Foundation

/// A 201 as whoever received it knows it.
struct PromisedMessage: Hashable, CustomStringConvertible {
    /// The receiver's end of the connection.
    let port: Int
    /// How many bytes had come over the connection when the request was sent; so the answer begins
    /// with the next one. What TLS hides in them does not matter.
    let bytesBefore: Int64
    /// Bytes that stand in this message and in no other.
    let mark: Data

    var description: String { String(decoding: mark, as: UTF8.self) }
}

/// What is wrong with a 201.
enum FlushBreach: Hashable {
    /// The trace does not show that the answer was written.
    case answerNotSeen
    /// The message was not in the log when the answer was on its way.
    case notWritten
    /// It was written, and what makes its transaction count was not.
    case notCommitted
    /// No flush of the log began after that and ended well before the answer.
    case notFlushed
    /// The log was flushed, and the folder in which its name stands was not.
    case nameNotFlushed
}

/// Holds a trace of a relay against what it promised.
///
/// **Rule**: before the first byte of a 201 is written to its connection, the message and the end
/// of its transaction have been written to the log, then a flush of the log has begun and returned
/// 0, and the log's folder has been flushed since the log was opened.
struct FlushJudge {
    private let calls: [NamedCall]
    private let frames: [LogFrame]
    private let log: String
    /// The line on which the log was there.
    private let opened: Int?

    /// - Parameter log: the path of the write-ahead log as the relay opened it.
    init(_ calls: [SystemCall], log: String) {
        self.calls = NamedCall.named(calls)
        self.log = log
        frames = LogFrame.written(to: log, in: self.calls)
        opened =
            calls.first {
                $0.name == "openat" && $0.text(1) == log && ($0.result ?? -1) >= 0
            }?.ends
    }

    /// `nil` when the promise was kept.
    func breach(of promise: PromisedMessage) -> FlushBreach? {
        guard let answer = answerBegins(promise) else { return .answerNotSeen }
        let earlier = frames.filter { $0.ends < answer }
        guard let first = earlier.firstIndex(where: { $0.page.range(of: promise.mark) != nil })
        else { return .notWritten }
        guard let commit = earlier[first...].first(where: \.isCommit) else { return .notCommitted }
        guard isFlushed(log, between: commit.ends, and: answer) else { return .notFlushed }
        let folder = (log as NSString).deletingLastPathComponent
        guard let opened, isFlushed(folder, between: opened, and: answer) else {
            return .nameNotFlushed
        }
        return nil
    }

    /// The line on which the write of the answer's first byte began.
    private func answerBegins(_ promise: PromisedMessage) -> Int? {
        var written: Int64 = 0
        for call in calls where call.target == .peer(port: promise.port) {
            guard Self.sending.contains(call.call.name), let count = call.result, count > 0 else {
                continue
            }
            written += count
            if written > promise.bytesBefore { return call.begins }
        }
        return nil
    }

    private func isFlushed(_ path: String, between start: Int, and end: Int) -> Bool {
        calls.contains { call in
            call.target == .file(path) && Self.flushing.contains(call.call.name)
                && call.begins > start && call.result == 0 && call.ends.map { $0 < end } ?? false
        }
    }

    private static let sending: Set<String> = ["write", "writev", "sendto", "sendmsg"]
    private static let flushing: Set<String> = ["fsync", "fdatasync"]

    /// The calls a trace must show.
    static let tracedCalls = sending.union(flushing).union([
        "openat", "close", "getpeername", "pwrite64",
    ])
}
