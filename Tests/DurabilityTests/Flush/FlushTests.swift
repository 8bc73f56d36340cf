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
    @Test(.timeLimit(.minutes(3)))
    func `every message the relay said 201 to was on disk before it said so`() async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let region = try TestRegion(
            actors: [PostedLoad.sender, "kommun-solna"], levels: [.open], now: .present)
        let program = try BuiltProgram.relay.url()
        let relay = try await MadeRelay(by: program, in: scratch.url, region: region)
        try relay.register()
        let traced = try TracedRelay(program, relay.serving, in: scratch)
        defer { traced.program.abandon() }
        let ports = try await relay.ports(of: traced.program)
        let promises = try await PostedLoad(
            to: ports.https, trusting: relay.certificate, in: region
        ).post()
        let judge = try await traced.judge(store: relay.store)
        #expect(promises.count == PostedLoad.promisesCount)
        for promise in promises { #expect(judge.breach(of: promise) == nil, "\(promise)") }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a relay whose store does not flush is found out, message by message`() async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let region = TestRegion.shared
        let certificate = try #require(region.relays.first).machine.certificate
        let traced = try TracedRelay(
            BuiltProgram.unflushedRelay.url(), [scratch.url.path()], in: scratch)
        defer { traced.program.abandon() }
        let ports = try await RelayPorts.announced(
            in: scratch.url.appending(path: "ports.json"), by: traced.program)
        let promises = try await PostedLoad(
            to: ports.https, trusting: certificate, in: region
        ).post()
        let judge = try await traced.judge(store: scratch.url.appending(path: "relay.sqlite"))
        #expect(promises.count == PostedLoad.promisesCount)
        for promise in promises {
            // Not "not seen" nor "not written": everything else is as it should be.
            #expect(judge.breach(of: promise) == .notFlushed, "\(promise)")
        }
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
        return FlushJudge(calls, log: store.resolvingSymlinksInPath().path() + "-wal")
    }
}
