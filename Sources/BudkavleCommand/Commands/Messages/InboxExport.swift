import ArgumentParser
import Files
import Foundation
import Node
import Registers
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
        let signIn = try person.signIn(global.output)
        guard case .inbox(let all) = try await session.call(.inbox) else { return }
        // What is in quarantine is not handed on.
        let lines = all.filter { $0.quarantined == nil }
        guard !File.isThere(directory) else { throw FileError.alreadyExists(path: directory) }
        let target = URL(filePath: directory, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(
            at: target, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        var report = Report()
        for line in lines {
            guard let taken = try await takenOut(line.id, by: signIn, session) else {
                report.withheld += 1
                continue
            }
            report.attachmentsAbsent += try await write(taken, in: target, by: signIn, session)
            report.exported += 1
        }
        try tell(report)
        if report.withheld > 0 { throw CommandError.told(.denied) }
    }

    private struct Report: Encodable {
        var exported = 0
        var attachmentsAbsent = 0
        var withheld = 0
    }

    /// `nil`, after it was told why, for what whoever is there does not get.
    private func takenOut(
        _ id: String, by signIn: PersonSignIn?, _ session: NodeSession
    ) async throws -> TakenOut? {
        let order = TakeOutOrder(id, .file, by: try await signIn?.claim(session))
        do {
            switch try await session.reply(to: .register(.takeOut(order))) {
            case .register(.takenOut(let taken)): return taken
            case .denied(let gates): if !global.json { session.tell(gates) }
            default: break
            }
        } catch let failure as NodeFailure where failure.status == .denied {
            if !global.json { global.output.remark(failure.sentence) }
        }
        return nil
    }

    /// - Returns: how many attachments are not here.
    private func write(
        _ taken: TakenOut, in target: URL, by signIn: PersonSignIn?, _ session: NodeSession
    ) async throws -> Int {
        let message = taken.message
        let folder = target.appending(path: message.line.id, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        // First, so that nothing of it ever lies there unmarked.
        try MarkText(taken.mark).write(to: folder.appending(path: MarkText.fileName))
        try NodeDirectory.writePrivate(
            Array(message.label.utf8) + [0x0a], to: folder.appending(path: "label.txt"))
        let isTaken = ["", "label.txt", MarkText.fileName, attachmentsFolder]
            .contains(message.fileName)
        let name = isTaken ? "body" : message.fileName
        try NodeDirectory.writePrivate(message.body, to: folder.appending(path: name))
        guard !message.attachments.isEmpty else { return 0 }
        let saved = try await session.save(
            attachmentsOf: message,
            in: folder.appending(path: attachmentsFolder).path(percentEncoded: false),
            with: taken.mark.exemplar, by: signIn)
        return saved?.absent.count ?? 0
    }

    private func tell(_ report: Report) throws {
        let count = Phrase(
            counting: report.exported, sv: ("meddelande", "meddelanden"),
            en: ("message", "messages"))
        try global.output.show(report) {
            $0.say(
                sv: "\(count.swedish) i \(directory).", en: "\(count.english) in \(directory).")
            if report.attachmentsAbsent > 0 {
                $0.remark(
                    Phrase(
                        sv: "\(report.attachmentsAbsent) bilagor är inte här och skrevs inte.",
                        en: "\(report.attachmentsAbsent) attachments are not here and were not "
                            + "written."))
            }
        }
    }
}
