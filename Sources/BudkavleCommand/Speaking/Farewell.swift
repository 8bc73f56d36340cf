import ArgumentParser
import Files
import Foundation
import Wording

/// The last words of a command that did not succeed, or was asked for help.
struct Farewell {
    private let error: any Error
    private let arguments = CommandLine.arguments

    init(_ error: any Error) { self.error = error }

    func exit() -> Never {
        Foundation.exit(speak())
    }

    /// Speaks and gives the exit code.
    private func speak() -> Int32 {
        if let error = error as? CommandError, error.isTold { return error.status.rawValue }
        // A command that has said everything and chose its own code.
        if let code = error as? ExitCode { return code.rawValue }
        // Nobody listens any more.
        if let error = error as? FileError, error == .pipeClosed {
            return exitStatus(of: error).rawValue
        }
        if let worded = error as? any Worded {
            let status = exitStatus(of: error)
            tell(worded.sentence, status)
            return status.rawValue
        }
        return tellParser()
    }

    private func tell(_ sentence: Sentence, _ status: ExitStatus) {
        if arguments.contains("--json") { writeJSON(sentence, status) }
        Terminal.write("budkavle: \(sentence.text[language])\n", to: STDERR_FILENO)
        if let hint = sentence.hint { Terminal.write("  \(hint[language])\n", to: STDERR_FILENO) }
    }

    /// Help and version go to standard output; a command line that could not be read is told as the
    /// parser tells it.
    private func tellParser() -> Int32 {
        let code = Budkavle.exitCode(for: error)
        let text = Budkavle.fullMessage(for: error)
        if code == .success {
            Terminal.write(text + "\n", to: STDOUT_FILENO)
        } else {
            Terminal.write(text + "\n", to: STDERR_FILENO)
        }
        return code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue
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
