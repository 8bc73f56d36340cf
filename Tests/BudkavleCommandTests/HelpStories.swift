@testable import BudkavleCommand
import Foundation
import Testing
import Wording

/// Help in both languages, over the whole command tree.
struct HelpStories {
    /// The command line as the parser describes it.
    private struct Tree: Decodable {
        struct Command: Decodable {
            let commandName: String
            let abstract: String?
            let discussion: String?
            let superCommands: [String]?
            let subcommands: [Command]?
            let arguments: [Argument]?

            var path: [String] { (superCommands ?? []) + [commandName] }
            var all: [Command] {
                [self]
                    + (subcommands ?? []).filter { $0.commandName != "help" }.flatMap(\.all)
            }
        }

        struct Argument: Decodable {
            struct Name: Decodable { let name: String }
            let names: [Name]?
            let valueName: String?
            let abstract: String?
            let kind: String

            var label: String { names?.map(\.name).joined(separator: " ") ?? valueName ?? "" }
            /// The parser's own two, told by ourselves.
            var isBuiltIn: Bool { ["help", "version"].contains(names?.last?.name) }
        }

        let command: Command

        static func spoken(_ language: Language) throws -> Tree {
            let run = try Program.run(["--experimental-dump-help", "--lang", language.rawValue])
            return try JSONDecoder().decode(Tree.self, from: Data(run.output))
        }
    }

    @Test func `every command and option has its text in both languages, and not the same one`()
        throws
    {
        let swedish = try Tree.spoken(.swedish).command.all
        let english = try Tree.spoken(.english).command.all
        #expect(swedish.count > 50)
        #expect(swedish.map(\.path) == english.map(\.path))
        for (one, other) in zip(swedish, english) {
            check(one.abstract, other.abstract, "\(one.path)", mustBe: true)
            check(one.discussion, other.discussion, "discussion of \(one.path)", mustBe: false)
            let (mine, theirs) = (one.arguments ?? [], other.arguments ?? [])
            #expect(mine.map(\.kind) == theirs.map(\.kind), "\(one.path)")
            for (argument, twin) in zip(mine, theirs) where !argument.isBuiltIn {
                check(
                    argument.abstract, twin.abstract, "\(one.path) \(argument.label)", mustBe: true)
            }
        }
    }

    private func check(_ one: String?, _ other: String?, _ what: String, mustBe: Bool) {
        #expect((one == nil) == (other == nil), "\(what)")
        guard let one, let other else {
            #expect(!mustBe, "\(what)")
            return
        }
        #expect(!one.isEmpty && !other.isEmpty, "\(what)")
        #expect(one != other, "\(what): \(one)")
        // Letters of the one language do not occur in the other.
        #expect(!other.contains(/[åäöÅÄÖ]/), "\(what): \(other)")
    }

    @Test func `a value's name is the language's own, or a name in both`() throws {
        let swedish = try Tree.spoken(.swedish).command.all.flatMap { $0.arguments ?? [] }
        let english = try Tree.spoken(.english).command.all.flatMap { $0.arguments ?? [] }
        for (one, other) in zip(swedish, english) {
            guard let name = one.valueName, name.contains(/[åäö]/) else { continue }
            #expect(name != other.valueName)
        }
        #expect(english.compactMap(\.valueName).contains("actor"))
        #expect(swedish.compactMap(\.valueName).contains("aktör"))
    }

    @Test(arguments: Language.allCases)
    func `help shows every text of a command, and is no wider than eighty columns`(
        _ language: Language
    ) throws {
        let run = try Program.run(["--experimental-dump-help", "--lang", language.rawValue])
        let tree = try JSONDecoder().decode(CommandTree.self, from: Data(run.output))
        for command in tree.command.all {
            let text = HelpPage(command, columns: nil).text
            let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(flat.contains(command.abstract ?? "?"), "\(command.path)")
            #expect(command.discussion.map(flat.contains) ?? true, "\(command.path)")
            for argument in command.shownArguments {
                #expect(flat.contains(argument.text), "\(command.path) \(argument.label)")
                #expect(flat.contains(argument.label), "\(command.path) \(argument.label)")
            }
            for child in command.children {
                #expect(flat.contains(child.abstract ?? "?"), "\(child.path)")
            }
            for line in text.split(separator: "\n") {
                #expect(line.count <= 80, "\(command.path): \(line)")
            }
        }
    }

    @Test(arguments: [[], ["send"], ["registry", "add"], ["policy", "decide"]])
    func `the program shows that page in place of the parser's`(_ words: [String]) throws {
        for (language, heading) in [("sv", "Användning:"), ("en", "Usage:")] {
            let run = try Program.run(words + ["--help"], environment: ["LC_ALL": language])
            #expect(run.status == 0 && run.errors.isEmpty)
            #expect(run.text.contains(heading))
            #expect(!run.text.contains("OVERVIEW") && !run.text.contains("USAGE"))
        }
    }

    @Test func `what is no whole command is answered with its help`()
        throws
    {
        let none = try Program.run(["registry"], environment: ["LANG": "en_US"])
        #expect(none.status == 0 && none.text.contains("registry <command> --help says more."))
    }

    /// Everything the parser can have against a command line.
    @Test(
        arguments: [
            (["node", "sync", "--lan", "sv"], "Is --lang meant?", "Menades --lang?"),
            (["node", "sync", "--zzzzzz"], "no option --zzzzzz", "Valet --zzzzzz finns inte"),
            (["send", "x", "--level"], "lacks its value", "saknar sitt värde"),
            (["node", "sync", "--json=yes"], "takes no value", "tar inget värde"),
            (["node", "sync", "extra"], "“extra” was not expected", "”extra” var inte väntat"),
            (["node", "sync", "a", "b"], "“a b” was not expected", "”a b” var inte väntat"),
            (["send"], "is missing", "saknas"),
            (["policy", "show", "things"], "Write one of actors, forums", "Skriv något av actors"),
            (
                ["seal", "x", "--from", "a", "--to", "b", "--status", "actual", "--level", "x"],
                "“x” cannot be used for --level", "”x” går inte att använda för --level"
            ),
            (["nosuch"], "There is no command nosuch", "budkavle --help visar alla kommandon"),
            (["sned", "x", "--level", "oppen"], "Is send meant?", "Menades send?"),
            (["registry", "sho"], "Is show meant?", "Menades show?"),
            (
                ["--node", "x", "inbox"], "Write it behind: budkavle inbox --node",
                "--node står före kommandot det hör till"
            ),
            (
                ["inbox", "--json", "list"], "Write it behind: budkavle inbox list --json",
                "--json står före kommandot"
            ),
            (["--zzzzzz", "inbox"], "no option --zzzzzz", "Valet --zzzzzz finns inte"),
            (
                ["inbox", "open"], "budkavle inbox open --help says how",
                "budkavle inbox open --help säger hur"
            ),
            (
                ["demo", "--actors", "4"], "--actors takes a number from 5 to 37",
                "--actors tar ett tal från 5 till 37"
            ),
            (
                ["send", "x", "--level", "oppen", "--status", "actual"], "--to is missing",
                "--to saknas"
            ),
        ] as [([String], String, String)])
    func `a command line that cannot be read is told in both languages, with what to do`(
        _ words: [String], _ english: String, _ swedish: String
    ) throws {
        for (language, expected) in [("en", english), ("sv", swedish)] {
            let run = try Program.run(
                words, environment: ["LC_ALL": language == "en" ? "en_US" : "sv_SE"])
            #expect(run.status == 64, "\(run.errors)")
            #expect(run.errors.contains(expected), "\(run.errors)")
            #expect(run.errors.split(separator: "\n").count == 2, "\(run.errors)")
            #expect(!run.errors.contains("Error:"))
        }
    }

    @Test func `a command line that cannot be read is JSON too when that is asked for`() throws {
        let run = try Program.run(["node", "sync", "--zzzzzz", "--json"])
        #expect(run.status == 64)
        let error = try #require(run.json()["error"] as? [String: Any])
        #expect(error["code"] as? String == "ParserComplaint.optionUnknown")
        #expect(error["hint"] is String)
    }
}
