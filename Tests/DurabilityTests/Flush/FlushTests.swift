import Foundation
import Labels
import ProgramSupport
import RegionSupport
import Relay
import RelaySupport
import Testing

/// Every 201 is preceded by a completed flush of what it promises, seen from outside the process.
@Suite(.serialized, .enabled("strace may not trace here") { try await Strace.isPermitted() })
struct FlushTests {
    @Test(.timeLimit(.minutes(60)))
    func `every message the relay said 201 to was on disk before it said so`() async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let (relay, traced) = try await Self.serve(in: scratch, by: .relay, \.serving)
        defer { traced.program.abandon() }
        let promises = try await Self.post(to: relay, traced)
        let judge = try await traced.judge(store: relay.store)
        #expect(promises.count == PostedLoad.promisesCount)
        for promise in promises { #expect(judge.breach(of: promise) == nil, "\(promise)") }
    }

    @Test(.timeLimit(.minutes(60)))
    func `a relay whose store does not flush is found out, message by message`() async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let (relay, traced) = try await Self.serve(
            in: scratch, by: .unflushedRelay, { [$0.configuration] })
        defer { traced.program.abandon() }
        let promises = try await Self.post(to: relay, traced)
        let judge = try await traced.judge(store: relay.store)
        #expect(promises.count == PostedLoad.promisesCount)
        for promise in promises {
            // Not "not seen" nor "not written": everything else is as it should be.
            #expect(judge.breach(of: promise) == .notFlushed, "\(promise)")
        }
    }

    /// A relay made by the product, served by either program under a trace.
    private static func serve(
        in scratch: ScratchFolder, by program: BuiltProgram,
        _ arguments: (MadeRelay) -> [String]
    ) async throws -> (MadeRelay, TracedRelay) {
        let region = try TestRegion(
            actors: [PostedLoad.sender, "kommun-solna"], levels: [.open], now: .present)
        let relay = try await MadeRelay(
            by: BuiltProgram.relay.url(), in: scratch.url, region: region)
        try relay.register()
        return (relay, try TracedRelay(program.url(), arguments(relay), in: scratch))
    }

    private static func post(
        to relay: MadeRelay, _ traced: TracedRelay
    ) async throws -> [PromisedMessage] {
        let ports = try await relay.ports(of: traced.program)
        return try await PostedLoad(
            to: ports.https, trusting: relay.certificate, in: relay.region
        ).post()
    }
}

/// A relay that runs under `strace`.
private struct TracedRelay {
    let program: RunningProgram
    private let trace: URL

    init(_ program: URL, _ arguments: [String], in scratch: ScratchFolder) throws {
        trace = scratch.url.appending(path: "trace")
        self.program = try Strace.start(
            program, arguments, trace: trace, log: scratch.url.appending(path: "log"))
    }

    /// Stops it and reads what was seen.
    func judge(store: URL) async throws -> FlushJudge {
        let status = try await program.stop()
        try #require(status == 0, "\(program.errors)")
        let calls = try TraceReader.calls(in: try await Strace.whole(trace, of: program))
        // The name by which SQLite opens it.
        return FlushJudge(
            calls, log: store.resolvingSymlinksInPath().path(percentEncoded: false) + "-wal")
    }
}
