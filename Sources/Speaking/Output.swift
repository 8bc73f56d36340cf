import Foundation
import Identity
package import Wording

/// Speaks to whoever runs the command: tables and sentences for people, JSON for machines.
///
/// Results go to standard output, everything else to standard error, so that a pipe gets results
/// alone. Names and texts of strangers pass through here as well, so this is where they lose what
/// would steer a terminal.
package struct Output {
    package let isJSON: Bool
    package let language: Language

    package init(isJSON: Bool, language: Language) {
        self.isJSON = isJSON
        self.language = language
    }

    /// The one document of a command, in the machine's form or the person's.
    package func show(_ document: some Encodable, people: (Output) -> Void) throws {
        if isJSON { try write(document, pretty: true) } else { people(self) }
    }

    /// One line of a stream, in the machine's form or the person's.
    package func stream(_ line: some Encodable, people: (Output) -> Void) throws {
        if isJSON { try write(line, pretty: false) } else { people(self) }
    }

    package func say(_ phrase: Phrase) {
        Terminal.write(TerminalText.safe(phrase[language]) + "\n", to: STDOUT_FILENO)
    }

    package func say(sv swedish: String, en english: String) {
        say(Phrase(sv: swedish, en: english))
    }

    /// The sentence, and what to do on a line of its own.
    package func say(_ sentence: Sentence) {
        for line in lines(of: sentence) { say(Phrase(verbatim: line)) }
    }

    package func show(_ table: Table) {
        Terminal.write(
            table.text(in: language, columns: Terminal.columns(of: STDOUT_FILENO)) + "\n",
            to: STDOUT_FILENO)
    }

    /// Beside the result: progress, warnings.
    package func remark(_ phrase: Phrase) {
        Terminal.write(TerminalText.safe(phrase[language]) + "\n", to: STDERR_FILENO)
    }

    package func remark(_ sentence: Sentence) {
        for line in lines(of: sentence) { remark(Phrase(verbatim: line)) }
    }

    /// What happened, and on the next line what to do; a file's name makes no third.
    func lines(of sentence: Sentence) -> [String] {
        [TerminalText.line(sentence.text[language])]
            + (sentence.hint.map { ["  " + TerminalText.line($0[language])] } ?? [])
    }

    package func remark(_ table: Table) {
        let columns = Terminal.columns(of: STDERR_FILENO)
        Terminal.write(table.text(in: language, columns: columns) + "\n", to: STDERR_FILENO)
    }

    package func word(_ phrase: Phrase) -> String { phrase[language] }

    private func write(_ value: some Encodable, pretty: Bool) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty
            ? [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            : [.sortedKeys, .withoutEscapingSlashes]
        Terminal.write(
            String(decoding: try encoder.encode(value), as: UTF8.self) + "\n", to: STDOUT_FILENO)
    }
}
