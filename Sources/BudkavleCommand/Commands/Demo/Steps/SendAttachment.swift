import Files
import Foundation
import Identity
import Node
import Primitives
import Wording

extension DemoStage {
    /// A large file goes along with a message, and a flash message passes it.
    func sendAttachment() async throws -> [Phrase] {
        let (sender, receiver) = (DemoCast.emergency, DemoCast.police)
        let file = directory.cargo.appending(path: "flygbilder.bin")
        let digest = try Self.makeFile(at: file)
        let options = [
            "--level", "sekretess", "--status", "actual", "--to", receiver, "--ground", "osl-10-27",
            "--kind", "notice",
        ]
        let start = ContinuousClock.now
        let reply = try await send(
            DemoCargo.attachmentNotice(), from: sender,
            options + ["--attach", file.path(percentEncoded: false)])
        let id = try id(of: reply, state: "accepted")
        let sealed = seconds(since: start)
        let flash = try await flashMeanwhile(from: sender, to: receiver, options)
        try await until("the attachment is with \(receiver)", seconds: arrivalMaxSeconds) {
            try await inbox(receiver).contains { $0.id == id && $0.attachmentsPending == 0 }
        }
        let arrived = seconds(since: start)
        let saved = try await savedAttachment(of: id, at: receiver)
        try require(
            try Self.digest(of: saved.path) == digest, "what was saved is what was attached")
        let size = attachmentBytes / 1_048_576
        return [
            Phrase(
                sv: """
                    \(size) MiB från \(sender): förseglad och meddelandet mottaget av reläet efter \
                    \(Self.swedish(sealed)) s, bilagan framme hos \(receiver) efter \
                    \(Self.swedish(arrived)) s, oförändrad.
                    """,
                en: """
                    \(size) MiB from \(sender): sealed and its message with the relay after \
                    \(Self.text(sealed)) s, the attachment with \(receiver) after \
                    \(Self.text(arrived)) s, unchanged.
                    """),
            Phrase(
                sv: """
                    Ett flash-meddelande som skickades bakom den kom fram på \
                    \(Self.swedish(flash)) s.
                    """,
                en: "A flash message sent behind it arrived in \(Self.text(flash)) s."),
            Phrase(
                sv: "Sparad som \(fileName(saved.path)); avsändaren kallar den \(saved.name).",
                en: "Saved as \(fileName(saved.path)); the sender calls it \(saved.name)."),
        ]
    }

    /// - Returns: seconds from sending until the receiver has it.
    private func flashMeanwhile(
        from sender: String, to receiver: String, _ options: [String]
    ) async throws -> Double {
        let start = ContinuousClock.now
        let reply = try await send(
            DemoCargo.flashNotice(), from: sender, options + ["--precedence", "flash"])
        try await untilReceived(try id(of: reply, state: "accepted"), by: [receiver])
        return seconds(since: start)
    }

    private func savedAttachment(
        of id: String, at receiver: String
    ) async throws -> SavedAttachments.Saved {
        struct Opened: Decodable { let attachments: SavedAttachments }
        let folder = directory.cargo.appending(path: "mottagna")
        let opened: Opened = try await read(
            of: [
                "inbox", "open", id, "--output",
                directory.cargo.appending(path: "mottagen.txt").path(percentEncoded: false),
                "--attachments",
                folder.path(percentEncoded: false),
            ] + nodeOptions(receiver))
        guard let saved = opened.attachments.saved.first, opened.attachments.absent.isEmpty else {
            throw DemoFailure.untrue("the attachment is there to be saved")
        }
        return saved
    }

    // MARK: The file

    /// Random bytes: what a film or an archive is to whoever carries it.
    private static func makeFile(at file: URL) throws -> Digest {
        let output = try NewFile(at: file.path(percentEncoded: false), mode: 0o600)
        var digest = DigestStream()
        for _ in 0..<attachmentBytes / blockBytes {
            let block = RandomSource.system.bytes(blockBytes)
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

    private func seconds(since start: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - start) / .seconds(1)
    }

    private static func text(_ seconds: Double) -> String { String(format: "%.1f", seconds) }

    private static func swedish(_ seconds: Double) -> String {
        text(seconds).replacing(".", with: ",")
    }

    private func fileName(_ path: String) -> String { URL(filePath: path).lastPathComponent }
}

private let attachmentBytes = 100 * 1_048_576
private let blockBytes = 1_048_576
private let arrivalMaxSeconds = 300
