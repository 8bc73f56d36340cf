package import ArgumentParser
import Wording

/// What `--help` shows of a command, in the language of the process and as wide as the terminal.
package struct HelpPage {
    private let command: CommandTree.Command
    private let root: any ParsableCommand.Type
    private let columns: Int

    /// - Parameters:
    ///   - root: the program's own command, which knows its groups.
    ///   - columns: `nil` in a pipe.
    package init(
        _ command: CommandTree.Command, of root: any ParsableCommand.Type, columns: Int?
    ) {
        self.command = command
        self.root = root
        self.columns = min(columns ?? Self.pipeColumns, Self.columnsMax)
    }

    package var text: String {
        var parts = [
            paragraph(command.path.joined(separator: " ") + " – " + (command.abstract ?? ""))
        ]
        parts.append(section(spoken(sv: "Användning", en: "Usage"), [indented(command.usage)]))
        if let discussion = command.discussion { parts.append(paragraph(discussion)) }
        let arguments = command.shownArguments
        parts += entries(
            spoken(sv: "Argument", en: "Arguments"), arguments.filter { $0.kind == .positional })
        parts += entries(
            spoken(sv: "Val", en: "Options"), arguments.filter { $0.kind != .positional })
        parts += groups.map { name, children in
            let label = children.map { $0.commandName }
            return section(
                name,
                zip(label, children).map { label, child in
                    entry(label, told(child))
                })
        }
        if !command.children.isEmpty {
            parts.append(
                paragraph(
                    spoken(
                        sv: "\(command.path.joined(separator: " ")) <kommando> --help säger mer.",
                        en: "\(command.path.joined(separator: " ")) <command> --help says more.")))
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// The subcommands under their headings.
    private var groups: [(String, [CommandTree.Command])] {
        let children = command.children
        guard !children.isEmpty else { return [] }
        let commands = spoken(sv: "Kommandon", en: "Commands")
        guard command.path.count == 1 else { return [(commands, children)] }
        return root.configuration.groupedSubcommands.map { group in
            let names = Set(group.subcommands.map { $0._commandName })
            return (group.name, children.filter { names.contains($0.commandName) })
        }
    }

    private func told(_ child: CommandTree.Command) -> String {
        let text = child.abstract ?? ""
        guard child.commandName == command.defaultSubcommand else { return text }
        return text + spoken(sv: " (när inget anges)", en: " (when none is given)")
    }

    private func entries(_ title: String, _ arguments: [CommandTree.Argument]) -> [String] {
        guard !arguments.isEmpty else { return [] }
        return [
            section(
                title,
                arguments.map { argument in
                    let known = argument.defaultValue.map {
                        spoken(sv: " (annars \($0))", en: " (default \($0))")
                    }
                    return entry(argument.label, argument.text + (known ?? ""))
                })
        ]
    }

    private func section(_ title: String, _ lines: [String]) -> String {
        ([title + ":"] + lines).joined(separator: "\n")
    }

    /// A label with its text beside it, or below where the label is long.
    private func entry(_ label: String, _ text: String) -> String {
        let indent = String(repeating: " ", count: Self.labelColumns)
        let lines = wrap(text, to: columns - Self.labelColumns)
        let head = "  " + label
        guard head.count < Self.labelColumns else {
            return ([head] + lines.map { indent + $0 }).joined(separator: "\n")
        }
        let first = head + String(repeating: " ", count: Self.labelColumns - head.count)
        return ([first + (lines.first ?? "")] + lines.dropFirst().map { indent + $0 })
            .joined(separator: "\n")
    }

    private func paragraph(_ text: String) -> String {
        wrap(text, to: columns).joined(separator: "\n")
    }

    private func indented(_ text: String) -> String {
        wrap(text, to: columns - 2).map { "  " + $0 }.joined(separator: "\n")
    }

    private static let pipeColumns = 80
    /// Longer lines are hard to read.
    private static let columnsMax = 100
    private static let labelColumns = 26
}
