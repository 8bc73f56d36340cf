import ArgumentParser
import ContentWording
import Identity
import Node
import Registers
import Speaking
import Wording

struct AuditRegisterShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: spoken(
            sv: "En post med sina exemplar och allt som hänt dem.",
            en: "An entry with its exemplars and all that happened to them."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(help: entryHelp)
    var entry: String

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(register: .list(entry))
        guard case .lines(let lines) = reply, let line = lines.first else { return }
        try global.output.show(line) { $0.show(line) }
    }
}

/// How an entry is named.
let entryHelp = ArgumentHelp(
    sv: "Registernumret, som 2026-14, eller minst åtta tecken av meddelandet.",
    en: "The register number, such as 2026-14, or at least eight characters of the message.")

extension Output {
    /// An entry as a page of the register.
    func show(_ line: RegisterLine) {
        let parties = line.parties.map(\.text).joined(separator: ", ")
        let number = line.number?.text ?? word(Phrase(sv: "ej infört", en: "not entered"))
        say(Phrase(verbatim: "\(number)  \(line.subject ?? "–")"))
        say(
            sv: "\(line.level), \(line.status), \(line.direction.phrase.swedish) \(parties), "
                + "\(line.dated), deras nr \(line.theirNumber ?? "–"), bilagor \(line.enclosures)",
            en: "\(line.level), \(line.status), \(line.direction.phrase.english) \(parties), "
                + "\(line.dated), their no. \(line.theirNumber ?? "–"), enclosures "
                + "\(line.enclosures)")
        say(Phrase(verbatim: line.message.hex))
        guard !line.exemplars.isEmpty else { return }
        say(Phrase(verbatim: ""))
        show(exemplars(line))
        say(Phrase(verbatim: ""))
        show(events(line))
    }

    private func exemplars(_ line: RegisterLine) -> Table {
        var table = Table([
            Phrase(sv: "Ex", en: "Ex"), Phrase(sv: "Tillkom", en: "Came by"),
            Phrase(sv: "Av", en: "From"), Phrase(sv: "Innehavare", en: "Holder"),
            Phrase(sv: "Sedan", en: "Since"), Phrase(sv: "Läge", en: "State"),
            Phrase(sv: "Kvitterat av", en: "Receipt by"), Phrase(sv: "Visat", en: "Shown to"),
        ])
        for copy in line.exemplars {
            table.add([
                "\(copy.number)", word(copy.kind.phrase), copy.source.map { "\($0)" } ?? "–",
                copy.holder.text, copy.heldSince.rfc3339, word(copy.state.phrase),
                copy.receiptedBy?.text ?? "–",
                copy.shownTo.isEmpty ? "–" : copy.shownTo.map(\.text).joined(separator: ", "),
            ])
        }
        return table
    }

    private func events(_ line: RegisterLine) -> Table {
        var table = Table([
            Phrase(sv: "När", en: "When"), Phrase(sv: "Ex", en: "Ex"),
            Phrase(sv: "Händelse", en: "Event"), Phrase(sv: "Antecknat av", en: "Recorded by"),
            Phrase(sv: "Uppgifter", en: "Details"),
        ])
        for event in line.events {
            let node = Phrase(sv: "noden", en: "the node")
            table.add([
                event.time.rfc3339, "\(event.exemplar)", word(event.kind.phrase),
                event.by?.text ?? word(node), word(event.details),
            ])
        }
        return table
    }
}

extension RegisterEvent {
    /// What an event says beside its kind.
    var details: Phrase {
        let parts: [Phrase?] = [
            source.map { Phrase(sv: "av exemplar \($0)", en: "from exemplar \($0)") },
            holder.map { Phrase(sv: "till \($0)", en: "to \($0)") },
            person.map { Phrase(sv: "för \($0)", en: "for \($0)") },
            decision.map {
                Phrase(
                    sv: "beslut \($0.number) av \($0.by)", en: "decision \($0.number) by \($0.by)")
            },
            remark.map(Phrase.init(verbatim:)),
        ]
        let all = parts.compactMap { $0 }
        return Phrase(
            sv: all.map(\.swedish).joined(separator: "; "),
            en: all.map(\.english).joined(separator: "; "))
    }
}
