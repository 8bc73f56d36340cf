import ArgumentParser
import Files
import Foundation
import Wording

/// The last words of a command that did not succeed, or was asked for help.
struct Farewell {
    private let error: any Error
    private let program: Program
    private let arguments = CommandLine.arguments

    init(_ error: any Error, of program: Program) {
        self.error = error
        self.program = program
    }

    func exit() -> Never {
        Foundation.exit(speak())
    }

    /// Speaks and gives the exit code.
    private func speak() -> Int32 {
        if let error = error as? any Ending, error.isTold { return error.status.rawValue }
        // A command that has said everything and chose its own code.
        if let code = error as? ExitCode { return code.rawValue }
        // Nobody listens any more.
        if let error = error as? FileError, error == .pipeClosed {
            return exitStatus(of: error).rawValue
        }
        if let worded = error as? any Worded { return tell(worded) }
        return tellParser()
    }

    private func tell(_ error: any Worded) -> Int32 {
        let status = exitStatus(of: error)
        tell((error as? any Advised)?.advice ?? error.sentence, status)
        return status.rawValue
    }

    private func tell(_ sentence: Sentence, _ status: ExitStatus) {
        let sentence = Sentence(sentence.text, hint: hint(of: sentence))
        if arguments.contains("--json") { writeJSON(sentence, status) }
        let output = Output(isJSON: false, language: language)
        for line in output.lines(of: sentence.prefixed(program.name)) {
            output.remark(Phrase(verbatim: line))
        }
    }

    /// Says which help, where an error knows only that there is one.
    private func hint(of sentence: Sentence) -> Phrase? {
        guard sentence.hint == Remedy.seeHelp.phrase,
            let tree = try? CommandTree(of: program.root)
        else {
            return sentence.hint
        }
        let command = tree.command(for: words).path.joined(separator: " ")
        return Phrase(
            sv: "\(command) --help säger hur det skrivs.",
            en: "\(command) --help says how it is written.")
    }

    /// The command line without the program's name.
    private var words: [String] { Array(arguments.dropFirst()) }

    /// Help and version go to standard output; a command line that could not be read is told as any
    /// other error.
    private func tellParser() -> Int32 {
        let code = program.root.exitCode(for: error)
        let text = program.root.fullMessage(for: error)
        if code == .success {
            Terminal.write(isHelp(text) ? help ?? text + "\n" : text + "\n", to: STDOUT_FILENO)
            return code.rawValue
        }
        // A shell asks while somebody writes: there is a prompt on the screen.
        if arguments.dropFirst().first == "---completion" { return code.rawValue }
        guard code == .validationFailure else {
            Output(isJSON: false, language: language).remark(Phrase(verbatim: text))
            return code.rawValue
        }
        return Farewell(complaint, of: program).speak()
    }

    /// A wrong command makes every option after it wrong, and an option in the wrong place every
    /// command after it; so they are looked for first.
    private var complaint: ParserComplaint {
        if let tree = try? CommandTree(of: program.root) {
            if let misplaced = tree.misplacedOption(in: words) {
                return .optionMisplaced(misplaced.option, command: misplaced.command)
            }
            if let unknown = tree.unknownCommand(in: words) {
                return .commandUnknown(unknown.word, meant: unknown.meant, program: program.name)
            }
        }
        return ParserComplaint(program.root.message(for: error))
    }

    /// As the parser begins it; what it gives for completion, and its version, begin otherwise.
    private func isHelp(_ text: String) -> Bool {
        text.hasPrefix("OVERVIEW: ") || text.hasPrefix("USAGE: ")
    }

    /// Our own page in place of the parser's, which speaks English.
    private var help: String? {
        guard let tree = try? CommandTree(of: program.root) else { return nil }
        let command = tree.command(for: words)
        let columns = Terminal.columns(of: STDOUT_FILENO)
        return HelpPage(command, of: program.root, columns: columns).text
    }

    private var language: Language { .ofProcess }

    private func writeJSON(_ sentence: Sentence, _ status: ExitStatus) {
        let document = ErrorDocument(
            error: .init(
                code: errorCode, exit: status.rawValue, hint: sentence.hint?[language],
                message: sentence.text[language]))
        let output = Output(isJSON: true, language: language)
        try? output.show(document) { _ in }
    }

    /// `EnvelopeError.truncated`: type and case, which do not change with the language.
    private var errorCode: String {
        if let coded = error as? any Coded { return coded.code }
        let label = Mirror(reflecting: error).children.first?.label ?? String(describing: error)
        return "\(type(of: error)).\(label)"
    }

    private struct ErrorDocument: Encodable {
        struct Failure: Encodable {
            let code: String
            let exit: Int32
            let hint: String?
            let message: String
        }
        let error: Failure
    }
}
