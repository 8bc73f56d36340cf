import ArgumentParser
import ContentWording
import Identity
import Node
import Speaking
import Wording

struct RosterShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: spoken(
            sv: "Visar personerna och vem som står bakom varje funktion.",
            en: "Shows the persons and who stands behind each function."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(
            sv: "Pseudonymen. Annars alla.", en: "The pseudonym. Else all.", value: .id))
    var id: PersonID?

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(.roster(person: id))
        guard case .roster(let roster) = reply else { return }
        try global.output.show(roster) { output in
            if roster.persons.isEmpty {
                output.say(sv: "Förteckningen är tom.", en: "The roster is empty.")
            }
            for entry in roster.persons { output.show(entry) }
            guard !roster.functions.isEmpty else { return }
            var table = Table([
                Phrase(sv: "Funktion", en: "Function"), Phrase(sv: "Innehas av", en: "Held by"),
            ])
            for function in roster.functions {
                let holders = function.holders.map(\.text).joined(separator: ", ")
                table.add([function.function.text, holders.isEmpty ? "–" : holders])
            }
            output.show(table)
        }
    }
}

extension Output {
    /// A person with everything that has been found of her.
    func show(_ entry: RosterEntry) {
        say(Phrase(verbatim: "\(entry.id): \(entry.name)"))
        if let left = entry.left { say(sv: "  Har slutat \(left).", en: "  Left \(left).") }
        var table = Table([
            Phrase(sv: "Vad", en: "What"), Phrase(sv: "Från", en: "From"),
            Phrase(sv: "Till", en: "Until"), Phrase(sv: "Gäller", en: "In force"),
        ])
        for part in entry.parts {
            table.add([
                word(rosterPhrase(part.what)), part.from?.rfc3339 ?? "–",
                part.until?.rfc3339 ?? "–",
                word(part.inForce ? Phrase(sv: "ja", en: "yes") : Phrase(sv: "NEJ", en: "NO")),
            ])
        }
        show(table)
        if entry.hasCode {
            say(
                sv: "  Loggar in med lösenord och engångskod.",
                en: "  Signs in with password and one-time code.")
        }
        if entry.hasToken {
            say(
                sv: "  Loggar in med sitt kort (--token).",
                en: "  Signs in with a token (--token).")
        }
        if !entry.hasPassword, !entry.hasToken {
            say(
                sv: "  Inget lösenord: kan inte logga in (roster add \(entry.id) --password).",
                en: "  No password: cannot sign in (roster add \(entry.id) --password).")
        }
    }
}
