import Wording

/// A manual page of a command, in the language of the process, for man(7) of groff and mandoc.
package struct ManPage {
    private let command: CommandTree.Command
    private let exits: [(code: Int32, text: Phrase)]

    package init(_ command: CommandTree.Command) {
        self.command = command
        exits = ExitStatus.told
    }

    /// `budkavle-registry-add.1`.
    package var fileName: String { name + ".1" }

    private var name: String { command.path.joined(separator: "-") }

    package var text: String {
        var lines = [
            ".TH \(quoted(name.uppercased())) 1 \"\(Self.date)\" \(quoted("Budkavle")) "
                + quoted(spoken(sv: "Budkavles handbok", en: "Budkavle manual"))
        ]
        lines += section(
            spoken(sv: "NAMN", en: "NAME"), [escaped(name) + " \\- " + escaped(summary)])
        lines += section(
            spoken(sv: "ÖVERSIKT", en: "SYNOPSIS"), [".B " + quoted(command.usage)])
        lines += section(
            spoken(sv: "BESKRIVNING", en: "DESCRIPTION"),
            [escaped(command.abstract ?? "")]
                + (command.discussion.map { [".PP", escaped($0)] } ?? []))
        let arguments = command.shownArguments
        lines += entries(
            spoken(sv: "ARGUMENT", en: "ARGUMENTS"), arguments.filter { $0.kind == .positional })
        lines += entries(
            spoken(sv: "VAL", en: "OPTIONS"), arguments.filter { $0.kind != .positional })
        lines += section(
            spoken(sv: "SLUTKODER", en: "EXIT STATUS"),
            exits.flatMap { tagged(String($0.code), $0.text[.ofProcess]) })
        lines += related
        return lines.joined(separator: "\n") + "\n"
    }

    /// Without its full stop, as whatis(1) lists it.
    private var summary: String {
        let text = command.abstract ?? ""
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    private var related: [String] {
        let parent = command.path.dropLast().joined(separator: "-")
        let names =
            (parent.isEmpty ? [] : [parent])
            + command.children.map {
                $0.path.joined(separator: "-")
            }
        guard !names.isEmpty else { return [] }
        return section(
            spoken(sv: "SE ÄVEN", en: "SEE ALSO"),
            names.enumerated().map { index, name in
                ".BR \(escaped(name)) (1)" + (index < names.count - 1 ? "," : "")
            })
    }

    private func entries(_ title: String, _ arguments: [CommandTree.Argument]) -> [String] {
        guard !arguments.isEmpty else { return [] }
        return section(
            title,
            arguments.flatMap { argument in
                let known = argument.defaultValue.map {
                    spoken(sv: " Annars \($0).", en: " Default \($0).")
                }
                return tagged(argument.label, argument.text + (known ?? ""))
            })
    }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        [".SH " + quoted(title)] + lines
    }

    private func tagged(_ label: String, _ text: String) -> [String] {
        [".TP", ".B " + quoted(label), escaped(text)]
    }

    /// As text of a line: hyphens as people type them, no control at its beginning.
    private func escaped(_ text: String) -> String {
        let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
    }

    /// As one argument of a request.
    private func quoted(_ text: String) -> String {
        "\"" + escaped(text).replacing("\"", with: "\\(dq") + "\""
    }

    /// Of the release, so that the same sources give the same pages.
    private static let date = "2026-11-26"
}

extension ExitStatus {
    /// Every exit code, as pages tell it.
    static let told: [(code: Int32, text: Phrase)] = [
        (done.rawValue, Phrase(sv: "Klart.", en: "Done.")),
        (usage.rawValue, Phrase(sv: "Fel användning.", en: "Usage.")),
        (
            badData.rawValue,
            Phrase(
                sv: "Felaktiga data, eller något håller inte.",
                en: "Bad data, or something does not verify.")
        ),
        (unavailable.rawValue, Phrase(sv: "Inget går att nå.", en: "Nothing can be reached.")),
        (
            queued.rawValue,
            Phrase(
                sv: "Köat och försöks igen, eller upptaget av en annan process.",
                en: "Queued and tried again, or in use by another process.")
        ),
        (
            denied.rawValue,
            Phrase(
                sv: "Nekat av policyn; alla grindar som nekade visas.",
                en: "Denied by policy; every gate that failed is shown.")
        ),
        (
            configuration.rawValue,
            Phrase(sv: "Något är fel inställt.", en: "Something is configured wrongly.")
        ),
    ]
}
