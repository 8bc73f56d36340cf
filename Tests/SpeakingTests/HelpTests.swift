import Foundation
import ProgramSupport
import Speaking
import Testing
import Wording

/// Help in both languages, over the whole command tree of every program.
struct HelpTests {
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

        static func spoken(_ program: SpokenProgram, _ language: Language) async throws -> Tree {
            try JSONDecoder().decode(Tree.self, from: try await program.described(in: language))
        }
    }

    @Test(arguments: [(SpokenProgram.budkavle, 50), (.relay, 5)])
    func `every command and option has its text in both languages, and not the same one`(
        _ program: SpokenProgram, _ countMin: Int
    ) async throws {
        let swedish = try await Tree.spoken(program, .swedish).command.all
        let english = try await Tree.spoken(program, .english).command.all
        #expect(swedish.count > countMin)
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

    @Test(arguments: [(SpokenProgram.budkavle, "actor", "aktör"), (.relay, "reason", "skäl")])
    func `a value's name is the language's own, or a name in both`(
        _ program: SpokenProgram, _ inEnglish: String, _ inSwedish: String
    ) async throws {
        let swedish = try await Tree.spoken(program, .swedish).command.all
            .flatMap { $0.arguments ?? [] }
        let english = try await Tree.spoken(program, .english).command.all
            .flatMap { $0.arguments ?? [] }
        for (one, other) in zip(swedish, english) {
            guard let name = one.valueName, name.contains(/[åäö]/) else { continue }
            #expect(name != other.valueName)
        }
        #expect(english.compactMap(\.valueName).contains(inEnglish))
        #expect(swedish.compactMap(\.valueName).contains(inSwedish))
    }

    @Test(arguments: SpokenProgram.allCases, Language.allCases)
    func `help shows every text of a command, and is no wider than eighty columns`(
        _ program: SpokenProgram, _ language: Language
    ) async throws {
        let tree = try JSONDecoder().decode(
            CommandTree.self, from: try await program.described(in: language))
        for command in tree.command.all {
            let text = HelpPage(command, of: program.root, columns: nil).text
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

    @Test(arguments: SpokenProgram.allCases)
    func `a program shows that page in place of the parser's`(
        _ program: SpokenProgram
    ) async throws {
        for (locale, heading) in [("sv_SE.UTF-8", "Användning:"), ("en", "Usage:")] {
            for words in [[], ["--help"]] {
                let run = try await program.run(words, environment: ["LC_ALL": locale])
                #expect(run.status == 0 && run.errors.isEmpty)
                #expect(run.output.contains(heading))
                #expect(!run.output.contains("OVERVIEW") && !run.output.contains("USAGE"))
            }
        }
    }

    @Test(arguments: SpokenProgram.allCases)
    func `what the parser cannot read is told in the language asked for, with what to do`(
        _ program: SpokenProgram
    ) async throws {
        for (language, sentence) in [("sv", "finns inte"), ("en", "There is no")] {
            let word = try await program.run(["nosuch", "--lang", language])
            #expect(word.status == 64 && word.output.isEmpty, "\(word.errors)")
            #expect(word.errors.contains(sentence), "\(word.errors)")
            #expect(word.errors.contains("\(program.rawValue) --help"), "\(word.errors)")
            let option = try await program.run(["--zzzzzz", "--lang", language, "--json"])
            #expect(option.status == 64, "\(option.errors)")
            #expect(option.output.contains("ParserComplaint.optionUnknown"))
        }
    }
}
