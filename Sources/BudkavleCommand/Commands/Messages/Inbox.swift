import ArgumentParser
import ContentWording
import Files
import Foundation
import Identity
import Labels
import Node
import Pictures
import Registers
import Speaking
import Wording

/// `budkavle inbox …`
struct Inbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract: spoken(
            sv: "Det som kommit: lista, visa, skriva ut, kvittera, spara, vaka.",
            en: "What has come: list, show, print, acknowledge, save, watch."),
        subcommands: [
            InboxList.self, InboxShow.self, InboxOpen.self, InboxPrint.self, InboxAck.self,
            InboxExport.self, InboxWatch.self,
        ], defaultSubcommand: InboxList.self)
}

struct InboxList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: spoken(
            sv: "Allt som kommit: brådskande som ingen öppnat först, sedan det nyaste.",
            en: "Everything that has come: urgent and unopened first, then the newest."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    func run() async throws {
        guard case .inbox(let lines) = try await NodeSession(global, unlocking).call(.inbox) else {
            return
        }
        if global.json {
            for line in lines { try global.output.stream(line) { _ in } }
            return
        }
        guard !lines.isEmpty else {
            return global.output.say(sv: "Inkorgen är tom.", en: "The inbox is empty.")
        }
        var table = Table([
            Phrase(sv: "Id", en: "Id"), Phrase(sv: "Från", en: "From"),
            Phrase(sv: "Märkning", en: "Marking"), Phrase(sv: "Brådska", en: "Precedence"),
            Phrase(sv: "Ålder", en: "Age"), Phrase(sv: "Läge", en: "State"),
            Phrase(sv: "Bilagor", en: "Attached"),
            Phrase(sv: "Rubrik", en: "Subject"),
        ])
        for line in lines {
            table.add([
                String(line.id.prefix(idShownCharacters)), line.from, line.marking,
                global.output.word(precedencePhrase(line.precedence)), age(line.created),
                global.output.word(line.statePhrase),
                attachmentCount(line.attachments, pending: line.attachmentsPending),
                global.output.word(
                    subjectPhrase(
                        line.subject, isOpaque: line.isOpaque,
                        isWithheld: line.isSubjectWithheld)),
            ])
        }
        global.output.show(table)
        for line in lines {
            guard let gap = line.gapNoticed else { continue }
            global.output.say(
                sv: "Före \(line.id.prefix(idShownCharacters)) från \(line.from) saknas \(gap).",
                en: "Before \(line.id.prefix(idShownCharacters)) from \(line.from), "
                    + "\(gap) is missing.")
        }
    }
}

struct InboxShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: spoken(
            sv: "Visar ett meddelande; första gången kvitteras det öppnat.",
            en: "Shows a message; the first time it counts as opened."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(
            sv: "Meddelandet, eller minst åtta tecken av det.",
            en: "The message, or at least eight characters of its id."), completion: .received)
    var id: String

    @OptionGroup var person: PersonOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let call = NodeCall.show(id: id, by: try await person.claim(session))
        let reply = try await session.call(call)
        guard case .message(let message) = reply else { return }
        try global.output.show(message) { output in
            let line = message.line
            output.say(Phrase(verbatim: line.marking))
            let precedence = precedencePhrase(line.precedence)
            output.say(
                sv: "Från \(line.from)\(line.function.map { " (\($0))" } ?? ""), "
                    + "\(precedence.swedish), gjord \(line.created), "
                    + "ålder \(age(line.created)).",
                en: "From \(line.from)\(line.function.map { " (\($0))" } ?? ""), "
                    + "\(precedence.english), made \(line.created), "
                    + "age \(age(line.created)).")
            if let newer = line.supersededBy {
                output.say(
                    sv: "ERSATT av \(newer.prefix(idShownCharacters)).",
                    en: "SUPERSEDED by \(newer.prefix(idShownCharacters)).")
            }
            output.say(
                sv: "\n" + message.reading.swedish, en: "\n" + message.reading.english)
            output.show(attachments: message.attachments)
        }
    }
}

/// Writes the body as it came, or in another format, to a file or standard output.
struct InboxOpen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: spoken(
            sv: "Skriver innehållet som det kom, eller i annat format, till fil eller standard ut.",
            en: "Writes the content as it came or in another format, to a file or standard output."),
        discussion: spoken(
            sv: """
                cap gör CAP 1.2 av varningar och underrättelser, geojson kartunderlag av allt med \
                plats, json vårt eget format av underrättelser och lägesbilder. Kan ett format inte \
                säga det innehållet säger skrivs ingenting.
                """,
            en: """
                cap makes CAP 1.2 of alerts and notices, geojson map data of anything with a place, \
                json our own format of notices and pictures. If a format cannot say what the content \
                says, nothing is written.
                """)
    )

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(
            sv: "Meddelandet, eller minst åtta tecken av det.",
            en: "The message, or at least eight characters of its id."), completion: .received)
    var id: String
    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            sv: "Filen som skrivs. Utan den: standard ut.",
            en: "The file to write. Without it: standard output."), completion: .file())
    var output: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Formatet: original, cap, geojson eller json.",
            en: "The format: original, cap, geojson or json."))
    var format: ExportFormat = .original
    @Option(
        help: ArgumentHelp(
            sv: "Katalogen som bilagorna skrivs till, skapas om den saknas. Utan den skrivs inga.",
            en: "The directory to write attachments to, made if missing. Without it none are "
                + "written.", value: .directory), completion: .directory)
    var attachments: String?
    @OptionGroup var person: PersonOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let signIn = try person.signIn(global.output)
        let order = TakeOutOrder(id, .file, by: try await signIn?.claim(session))
        guard case .takenOut(let taken) = try await session.call(register: .takeOut(order)) else {
            return
        }
        let (message, mark) = (taken.message, MarkText(taken.mark))
        let body = try message.exported(as: format)
        let saved = try await session.save(
            attachmentsOf: message, in: attachments, with: taken.mark.exemplar,
            by: signIn)
        if let output {
            try NodeDirectory.writePrivate(body, to: URL(filePath: output))
            if message.line.level != Level.open.name { try mark.write(beside: output) }
        }
        if global.json {
            try global.output.show(
                OpenedReport(
                    message, format, body: body, file: output, attachments: saved,
                    mark: taken.mark)
            ) { _ in }
        } else if output != nil {
            global.output.show(saved: saved)
        } else {
            try FileHandle.standardOutput.write(contentsOf: Data(body))
            // Standard output is the content's.
            for saved in saved?.saved ?? [] { global.output.remark(Phrase(verbatim: saved.path)) }
        }
        if let absent = saved?.absent, !absent.isEmpty { global.output.remark(absent: absent) }
        if message.line.level != Level.open.name {
            global.output.remark(
                Phrase(
                    sv: "Innehållet är märkt \(mark.line.swedish). Filen är oskyddad, och "
                        + "märkningen kan saknas i den.",
                    en: "The content is marked \(mark.line.english). The file has no "
                        + "protection, and the marking may be absent from it."))
        }
        if format == .cap {
            for remark in message.capRemarks { global.output.remark(remark.phrase.capitalised) }
        }
    }

    /// What was opened, with the body where no file has it.
    private struct OpenedReport: Encodable {
        let id: String
        let label: String
        let format: String
        /// Of the message's own content.
        let mediaType: String
        let fileName: String
        let bytes: Int
        let file: String?
        let body: Data?
        let attachments: SavedAttachments?
        let mark: ExemplarMark

        init(
            _ message: InboxMessage, _ format: ExportFormat, body: [UInt8], file: String?,
            attachments: SavedAttachments?, mark: ExemplarMark
        ) {
            self.mark = mark
            id = message.line.id
            label = message.label
            self.format = format.rawValue
            mediaType = message.mediaType
            fileName = message.fileName
            bytes = body.count
            self.file = file
            self.body = file == nil ? Data(body) : nil
            self.attachments = attachments
        }
    }
}

struct InboxAck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: spoken(
            sv: "Kvitterar att en människa har tagit del av det.",
            en: "Acknowledges that a person has read it."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(
            sv: "Meddelandet, eller minst åtta tecken av det.",
            en: "The message, or at least eight characters of its id."), completion: .received)
    var id: String

    @OptionGroup var person: PersonOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let call = NodeCall.acknowledge(id: id, by: try await person.claim(session))
        let reply = try await session.call(call)
        guard case .line(let line) = reply else { return }
        try global.output.show(line) {
            $0.say(
                sv: "Kvitterat till \(line.from).", en: "Acknowledged to \(line.from).")
        }
    }
}

let idShownCharacters = 12

/// A precedence by its name in replies; a name of a later version stands as it is.
func precedencePhrase(_ name: String) -> Phrase {
    Precedence(rawValue: name)?.phrase ?? Phrase(verbatim: name)
}

/// How old something is, in the largest unit that says enough.
func age(_ created: Timestamp) -> String {
    let seconds = max(0, Timestamp.systemClock().milliseconds(since: created) / 1_000)
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3_600 { return "\(seconds / 60) min" }
    if seconds < 172_800 { return "\(seconds / 3_600) h" }
    return "\(seconds / 86_400) d"
}

extension InboxLine {
    var lane: Precedence { Precedence(rawValue: precedence) ?? .routine }

    /// What makes somebody look up: nothing unless it is urgent.
    func alarm(in output: Output) -> String {
        lane.isUrgent ? output.word(lane.phrase).uppercased() + " " : ""
    }

    var statePhrase: Phrase {
        if quarantined != nil { return Phrase(sv: "i karantän", en: "in quarantine") }
        if supersededBy != nil { return Phrase(sv: "ersatt", en: "superseded") }
        if acknowledged != nil { return Phrase(sv: "kvitterat", en: "acknowledged") }
        if opened != nil { return Phrase(sv: "öppnat", en: "opened") }
        return Phrase(sv: "nytt", en: "new")
    }
}
