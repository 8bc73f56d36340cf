import ArgumentParser
import Files
import Foundation
import Node
import Speaking
import Wording

/// Every message one may see, with its body and attachments.
struct InboxExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: spoken(
            sv: "Skriver det i inkorgen som man får ta del av till en katalog.",
            en: "Writes what of the inbox one may see to a directory."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(sv: "Katalogen som skapas.", en: "The directory to make."),
        completion: .directory)
    var directory: String
    @OptionGroup var person: PersonOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let claim = try person.claim(global.output)
        guard case .inbox(let all) = try await session.call(.inbox) else { return }
        // What is in quarantine is not handed on.
        let lines = all.filter { $0.quarantined == nil }
        guard !File.isThere(directory) else { throw FileError.alreadyExists(path: directory) }
        let target = URL(filePath: directory, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(
            at: target, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        var (absent, withheld) = (0, 0)
        for line in lines {
            let reply = try await session.reply(to: .show(id: line.id, by: claim))
            if case .denied(let gates) = reply {
                withheld += 1
                if !global.json { session.tell(gates) }
            }
            guard case .message(let message) = reply else { continue }
            let folder = target.appending(path: line.id, directoryHint: .isDirectory)
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false)
            let isTaken = ["", "label.txt", attachmentsFolder].contains(message.fileName)
            let name = isTaken ? "body" : message.fileName
            try NodeDirectory.writePrivate(message.body, to: folder.appending(path: name))
            if !message.attachments.isEmpty {
                let saved = try await session.save(
                    attachmentsOf: message,
                    in: folder.appending(path: attachmentsFolder).path(percentEncoded: false),
                    by: claim)
                absent += saved?.absent.count ?? 0
            }
            try NodeDirectory.writePrivate(
                Array(message.label.utf8) + [0x0a], to: folder.appending(path: "label.txt"))
        }
        let exported = lines.count - withheld
        let report = [
            "exported": exported, "attachmentsAbsent": absent, "withheld": withheld,
        ]
        let count = Phrase(
            counting: exported, sv: ("meddelande", "meddelanden"), en: ("message", "messages"))
        try global.output.show(report) {
            $0.say(
                sv: "\(count.swedish) i \(directory).", en: "\(count.english) in \(directory).")
            if absent > 0 {
                $0.remark(
                    Phrase(
                        sv: "\(absent) bilagor är inte här och skrevs inte.",
                        en: "\(absent) attachments are not here and were not written."))
            }
        }
        if withheld > 0 { throw CommandError.told(.denied) }
    }
}
