import Files
import Foundation
import Identity
import Node
import Primitives
import ProgramSupport
import TestSupport
import Testing

/// A large file goes along with a message while relay and nodes are killed, and arrives as it was.
///
/// `BUDKAVLE_ATTACHMENT_MIB` says how large; `make test-long` asks for 1 024.
@Suite(.serialized)
struct AttachmentKillTests {
    @Test(.timeLimit(.minutes(60)))
    func `an attachment passes a relay that is killed in mid-upload and in mid-download`()
        async throws
    {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let stage = try KillStage(in: scratch)
        defer { stage.abandon() }
        try await stage.build()
        let file = scratch.path("film.bin")
        let digest = try Self.makeFile(at: file)
        let before = try memory(stage)

        // How fast one goes is the machine's affair: another is sent until a kill meets one midway.
        var ids = [try await send(file, stage)]
        while try await !killInMidUpload(of: ids[ids.count - 1], stage) {
            try #require(ids.count < Self.attemptsMax, "no kill came in mid-upload")
            ids.append(try await send(file, stage))
        }
        try await untilUploaded(ids[ids.count - 1], stage)
        while try await !killInMidDownload(of: ids[ids.count - 1], stage) {
            try #require(ids.count < 2 * Self.attemptsMax, "no kill came in mid-download")
            ids.append(try await send(file, stage))
            try await untilUploaded(ids[ids.count - 1], stage)
        }
        let id = ids[ids.count - 1]
        try await eventually("the receiver has all of it", withinSeconds: Self.waitMaxSeconds) {
            try await received(id, stage)?.state == .arrived
        }

        let folder = scratch.path("saved")
        try await stage.budkavle(
            [
                "inbox", "open", id, "--output", scratch.path("body"), "--attachments", folder,
            ] + stage.nodeOptions(KillStage.receiver))
        #expect(try Self.digest(of: folder + "/1-film.bin") == digest)
        let check = try await stage.fsck()
        #expect(check.status == 0, "\(check.output)")
        #expect(check.output.contains("\"blobs\" : \(ids.count)"))
        try requireConstantMemory(stage, before)
    }

    private func untilUploaded(_ id: String, _ stage: KillStage) async throws {
        try await eventually("the relay has all of it", withinSeconds: Self.waitMaxSeconds) {
            try await sent(id, stage).state == .arrived
        }
    }

    // MARK: Kills

    private static let attemptsMax = 5

    /// The sender's node dies too while there is no relay, and goes on where it was.
    ///
    /// - Returns: whether some of it was still to come.
    private func killInMidUpload(of id: String, _ stage: KillStage) async throws -> Bool {
        try await eventually("some of it is at the relay", withinSeconds: Self.waitMaxSeconds) {
            try await sent(id, stage).carriedBytes > 0
        }
        try await stage.killRelay()
        let line = try await sent(id, stage)
        try await stage.killNode(KillStage.sender)
        try await stage.runNode(KillStage.sender)
        try await stage.startRelay()
        return line.state == .onItsWay
    }

    /// - Returns: whether some of it was still to come.
    private func killInMidDownload(of id: String, _ stage: KillStage) async throws -> Bool {
        try await eventually("some of it has come", withinSeconds: Self.waitMaxSeconds) {
            try await received(id, stage)?.carriedBytes ?? 0 > 0
        }
        try await stage.killRelay()
        let line = try await received(id, stage)
        try await stage.killNode(KillStage.receiver)
        try await stage.runNode(KillStage.receiver)
        try await stage.startRelay()
        return line?.state == .onItsWay
    }

    // MARK: Messages

    private func send(_ file: String, _ stage: KillStage) async throws -> String {
        let text = stage.scratch.path("text")
        try Data("Film\nSom bilaga.\n".utf8).write(to: URL(filePath: text))
        let output = try await stage.budkavle(
            [
                "send", text, "--level", "sekretess", "--status", "actual", "--to",
                KillStage.receiver, "--ground", KillStage.ground, "--kind", "notice", "--attach",
                file,
            ] + stage.nodeOptions(KillStage.sender))
        struct Sent: Decodable { let id: String }
        return try JSONDecoder().decode(Sent.self, from: Data(output.utf8)).id
    }

    private func sent(_ id: String, _ stage: KillStage) async throws -> AttachmentLine {
        guard case .track(let reply) = try await stage.ask(KillStage.sender, .track(id: id)) else {
            throw StageError.silent(KillStage.sender)
        }
        return try #require(reply.attachments.first)
    }

    /// As the receiver's node has it; `nil` before the message is there.
    private func received(_ id: String, _ stage: KillStage) async throws -> AttachmentLine? {
        guard try await stage.inbox().contains(where: { $0.id == id }),
            case .message(let reply) = try await stage.ask(
                KillStage.receiver, .show(id: id, by: nil))
        else { return nil }
        return reply.attachments.first
    }

    // MARK: Memory

    private static let programs = [KillStage.relayName, KillStage.sender, KillStage.receiver]

    private func memory(_ stage: KillStage) throws -> [Int] {
        try Self.programs.map { try stage.peakMemory(of: $0) }
    }

    /// However large the file is.
    private func requireConstantMemory(_ stage: KillStage, _ before: [Int]) throws {
        for (name, (before, after)) in zip(Self.programs, zip(before, try memory(stage))) {
            print("peak memory of \(name): \(before >> 20) MiB, then \(after >> 20) MiB")
            #expect(after - before < Self.growthMaxBytes, "\(name)")
        }
    }

    // MARK: The file

    private static func makeFile(at path: String) throws -> Digest {
        let asked = ProcessInfo.processInfo.environment["BUDKAVLE_ATTACHMENT_MIB"]
        let output = try NewFile(at: path)
        var digest = DigestStream()
        for _ in 0..<(asked.flatMap { Int($0) } ?? usualMebibytes) {
            let block = RandomSource.system.bytes(1 << 20)
            digest.update(block)
            try output.file.write(block)
        }
        try output.commit(replacing: false, flushing: false)
        return digest.finish()
    }

    private static func digest(of path: String) throws -> Digest {
        var digest = DigestStream()
        try OpenFile(reading: path).forEachBlock { digest.update($0) }
        return digest.finish()
    }

    private static let usualMebibytes = 48
    private static let growthMaxBytes = 160 << 20
    private static let waitMaxSeconds = 1_200
}
