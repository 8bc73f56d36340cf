import ArgumentParser
import Foundation
import Identity
import Wording

/// The command line as its parser describes it, in the language of the process: what help and manual
/// pages are written from.
package struct CommandTree: Decodable {
    package let command: Command

    /// A command; its subcommands with it.
    package struct Command: Decodable {
        package let commandName: String
        package let abstract: String?
        package let discussion: String?
        let defaultSubcommand: String?
        let shouldDisplay: Bool
        let superCommands: [String]?
        private let subcommands: [Command]?
        private let arguments: [Argument]?

        /// Without the parser's own `help`, which `--help` says as well.
        package var children: [Command] {
            (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
        }

        package var shownArguments: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }

        func takes(_ option: String) -> Bool {
            shownArguments.contains { $0.spellings.contains(option) }
        }

        /// What is meant when no subcommand is named.
        var standIn: Command? { children.first { $0.commandName == defaultSubcommand } }

        /// `budkavle registry add`.
        package var path: [String] { (superCommands ?? []) + [commandName] }

        /// This command and all below it.
        package var all: [Command] { [self] + children.flatMap(\.all) }
    }

    package struct Argument: Decodable {
        package enum Kind: String, Decodable { case positional, option, flag }

        struct Name: Decodable {
            let kind: String
            let name: String

            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        package let kind: Kind
        let shouldDisplay: Bool
        let isOptional: Bool
        let isRepeating: Bool
        package let valueName: String?
        let defaultValue: String?
        private let names: [Name]?
        private let abstract: String?

        /// Short before long, as people read them.
        var spellings: [String] {
            (names ?? []).map(\.text).sorted { ($0.count, $0) < ($1.count, $1) }
        }

        var value: String { "<\(valueName ?? "")>" }

        /// `-o, --output <fil>`.
        package var label: String {
            switch kind {
            case .positional: value
            case .flag: spellings.joined(separator: ", ")
            case .option: spellings.joined(separator: ", ") + " " + value
            }
        }

        /// What it does; the parser's own two are told here.
        package var text: String {
            switch spellings.last {
            case "--help":
                spoken(sv: "Visa den här hjälpen.", en: "Show this help.")
            case "--version":
                spoken(sv: "Visa programmets version.", en: "Show the program's version.")
            default: abstract ?? ""
            }
        }
    }

    /// The whole of a program's.
    init(of root: any ParsableCommand.Type) throws {
        self = try JSONDecoder().decode(CommandTree.self, from: Data(root._dumpHelp().utf8))
    }

    /// The command that the words of a command line lead to.
    ///
    /// - Parameter words: without the program's name.
    package func command(for words: [String]) -> Command {
        var found = command
        for word in words where !word.hasPrefix("-") && word != "help" {
            guard let next = found.children.first(where: { $0.commandName == word }) else { break }
            found = next
        }
        return found
    }
}

extension CommandTree {
    /// An option that stands before the command it belongs to, and that command; asked only of what
    /// could not be read.
    ///
    /// - Parameter words: without the program's name.
    func misplacedOption(in words: [String]) -> (option: String, command: String)? {
        var found = command
        var early: String?
        for word in words where word != "help" {
            if word.hasPrefix("-") {
                let name = String(word.prefix { $0 != "=" })
                if early == nil, !found.children.isEmpty, !found.takes(name) { early = name }
            } else if let next = found.children.first(where: { $0.commandName == word }) {
                found = next
            } else if early == nil {
                return nil
            }
            // Else it may be the early option's value.
        }
        let meant = [found, found.standIn].compactMap { $0 }
        guard let early, found.path.count > 1, meant.contains(where: { $0.takes(early) }) else {
            return nil
        }
        return (early, found.path.joined(separator: " "))
    }

    /// The first word that is no command where one must stand, and the command it is most like.
    ///
    /// - Parameter words: without the program's name.
    func unknownCommand(in words: [String]) -> (word: String, meant: String?)? {
        var found = command
        for word in words where word != "help" {
            guard !word.hasPrefix("-"), !found.children.isEmpty else { return nil }
            if let next = found.children.first(where: { $0.commandName == word }) {
                found = next
            } else if found.defaultSubcommand == nil {
                let names = found.children.map(\.commandName)
                return (word, nearNames(to: word, among: names).first)
            } else {
                return nil
            }
        }
        return nil
    }
}

extension CommandTree.Command {
    /// How it is written: what must be given, in full.
    var usage: String {
        let shown = shownArguments
        let options = shown.contains { $0.kind != .positional && $0.isOptional }
        var parts = path
        if options { parts.append(spoken(sv: "[val]", en: "[options]")) }
        for argument in shown where argument.kind == .positional {
            let value = argument.value + (argument.isRepeating ? " …" : "")
            parts.append(argument.isOptional ? "[\(value)]" : value)
        }
        for argument in shown where argument.kind == .option && !argument.isOptional {
            parts.append("\(argument.spellings.last ?? "") \(argument.value)")
        }
        if !children.isEmpty {
            let word = spoken(sv: "<kommando>", en: "<command>")
            parts.append(defaultSubcommand == nil ? word : "[\(word)]")
        }
        return parts.joined(separator: " ")
    }
}
