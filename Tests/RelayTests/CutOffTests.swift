import Carriers
import Foundation
import Handover
import Identity
import Ledger
import Notes
import RegionSupport
@testable import Relay
import RelaySupport
import Storage
import StorageSQLite
import TestSupport
import Testing

extension RelayTests {
    /// A relay whose log contradicts itself: the same name and key over another store.
    struct CutOffTests {
        /// Two relays of one name, the second with a log of its own, and one that follows them.
        private func withFork(
            first: Int, second: Int,
            _ body: (_ follower: FollowingRelay, _ fork: FollowingRelay) async throws -> Void
        ) async throws {
            try await inFolder { folder in
                let follower = try await FollowingRelay.started(
                    "relay-2", in: folder.appending(path: "follower"))
                let honest = try await FollowingRelay.started(
                    "relay-1", in: folder.appending(path: "honest"))
                for _ in 0..<first {
                    try await honest.fixture.accept(TestMessage().framed(), from: "sos-alarm")
                }
                try await follower.follow(honest)
                try await honest.stop()
                let fork = try await FollowingRelay.started(
                    "relay-1", in: folder.appending(path: "fork"))
                for _ in 0..<second {
                    try await fork.fixture.accept(TestMessage().framed(), from: "sos-alarm")
                }
                try await body(follower, fork)
                try await fork.stop()
                try await follower.stop()
            }
        }

        @Test(arguments: [3, 4, 600])
        func `a relay that rewrites is cut off, with both signed trees as evidence`(_ size: Int)
            async throws
        {
            try await withFork(first: 3, second: size) { follower, fork in
                let before = try await follower.messages(of: "kommun-solna")
                try await follower.serviceTurn(with: fork)
                #expect(follower.services.peers.isCutOff(fork.id))
                #expect(try await follower.messages(of: "kommun-solna") == before)

                let evidence = follower.fixture.keep.evidence.all()
                #expect(evidence.map(\.from) == ["relay:relay-1"])
                let key = fork.services.identity.receiptSigner.key
                let trees = try [evidence[0].held, evidence[0].offered].map { path in
                    try SignedNote(parsing: Array(try Data(contentsOf: URL(filePath: path))))
                        .verifiedCheckpoint(by: key, origin: key.name).checkpoint
                }
                #expect(trees.map(\.size) == [3, UInt64(size)])
                #expect(trees[0].root != trees[1].root)

                #expect(follower.fixture.keeper.concerns.map(\.kind) == [.peerCutOff])
                #expect(follower.fixture.keeper.concerns.first?.detail == "relay-1")
                let cutOff = try await follower.records().filter { $0.event == .cutOff }
                #expect(cutOff.map(\.detail) == ["relay-1 held 3 offered \(size)"])
                // It is told nothing either.
                await #expect(throws: CarrierError.refused(Problem(.notYours))) {
                    try await fork.reaching(follower) { try await $0.replication(after: "0-0-0-0") }
                }
            }
        }

        @Test func `a relay stays cut off over turns and restarts until an operator lets it in`()
            async throws
        {
            try await withFork(first: 2, second: 5) { follower, fork in
                for _ in 0..<3 { try await follower.serviceTurn(with: fork) }
                #expect(try await follower.records().filter { $0.event == .cutOff }.count == 1)
                // What a start finds.
                let anew = PeerStandings(follower.fixture.cutOffs)
                #expect(anew.isCutOff(fork.id))
                #expect(follower.fixture.cutOffs.cutOff(fork.id)?.offeredSize == 5)

                try follower.fixture.cutOffs.readmit(fork.id, reason: "put back from a backup")
                try await follower.serviceTurn(with: fork)
                #expect(!follower.services.peers.isCutOff(fork.id))
                #expect(follower.fixture.keeper.concerns.isEmpty)
                #expect(try await follower.messages(of: "kommun-solna").count == 7)
                let told = [
                    "cut-off relay-1 held 2 offered 5",
                    "readmitted relay-1: put back from a backup",
                ]
                #expect(try await Self.eventsBesideAcceptances(of: follower) == told)
                #expect(follower.fixture.keep.evidence.all().count == 1)
                try await follower.serviceTurn(with: fork)
                #expect(try await Self.eventsBesideAcceptances(of: follower) == told)
            }
        }

        private static func eventsBesideAcceptances(
            of relay: FollowingRelay
        ) async throws -> [String] {
            let lines = try await relay.records().map { "\($0.event.rawValue) \($0.detail ?? "")" }
            return lines.filter { !$0.hasPrefix("accepted") }
        }

        @Test func `a shorter log proves nothing, and nothing is taken from it`() async throws {
            try await withFork(first: 3, second: 2) { follower, fork in
                await #expect(throws: PeerFailure.wentBack(known: 3, found: 2)) {
                    try await follower.turn(with: fork)
                }
                try await follower.serviceTurn(with: fork)
                #expect(!follower.services.peers.isCutOff(fork.id))
                let state = await RunningState(of: follower.services)
                #expect(state.peers?.map(\.failure?.code) == ["log-went-back"])
                #expect(try await follower.messages(of: "kommun-solna").count == 3)
            }
        }

        @Test func `a relay that starts again on its own log is followed on`() async throws {
            try await inFolder { folder in
                let follower = try await FollowingRelay.started(
                    "relay-2", in: folder.appending(path: "follower"))
                for count in 1...2 {
                    let honest = try await FollowingRelay.started(
                        "relay-1", in: folder.appending(path: "honest"))
                    try await honest.fixture.accept(TestMessage().framed(), from: "sos-alarm")
                    try await follower.serviceTurn(with: honest)
                    #expect(try await follower.messages(of: "kommun-solna").count == count)
                    let state = await RunningState(of: follower.services)
                    #expect(state.peers?.map(\.behind) == [0])
                    #expect(state.peers?.map(\.treeSize) == [UInt64(count)])
                    try await honest.stop()
                }
                #expect(!follower.services.peers.isCutOff(try RelayID("relay-1")))
                try await follower.stop()
            }
        }

        @Test func `what says that a relay is cut off is not overruled by being damaged`() throws {
            let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
                .path(percentEncoded: false)
            defer { try? FileManager.default.removeItem(atPath: path) }
            let folder = CutOffFolder(dataPath: path)
            let relay = try RelayID("relay-1")
            let cutOff = CutOffFolder.CutOff(
                relay, since: TestRegion.shared.now, heldSize: 1, offeredSize: 2)
            #expect(!folder.isCutOff(relay))
            try folder.keep(cutOff)
            #expect(folder.cutOff(relay) == cutOff)
            #expect(!folder.isCutOff(try RelayID("relay-2")))
            try Data("budkavle".utf8).write(to: URL(filePath: path + "/cut-off/relay-1"))
            #expect(folder.isCutOff(relay) && folder.cutOff(relay) == nil)
        }
    }
}
