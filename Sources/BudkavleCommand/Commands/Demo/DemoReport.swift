import Foundation
import Speaking
import Wording

/// Tells each step, to people or as JSON lines.
struct DemoReport: Sendable {
    private let output: Output

    init(_ output: Output) { self.output = output }

    func begin() {
        tell(Remark(remark: output.word(Self.honesty))) {
            $0.say(Phrase(verbatim: "BUDKAVLE DEMO\n"))
            say(output.word(Self.honesty), indentedBy: 0)
        }
    }

    func start(_ number: Int, of count: Int, _ title: Phrase) {
        guard !output.isJSON else { return }
        output.say(Phrase(verbatim: "\n\(number)/\(count) \(output.word(title))"))
    }

    func done(
        _ number: Int, _ name: String, _ title: Phrase, _ lines: [Phrase], seconds: Double
    ) {
        tell(
            Step(
                step: number, name: name, title: output.word(title), passed: true,
                seconds: rounded(seconds), lines: lines.map(output.word))
        ) { output in
            for line in lines { say(output.word(line), indentedBy: 4) }
            output.say(Phrase(verbatim: "    \(shown(seconds)) s"))
        }
    }

    func failed(
        _ number: Int, _ name: String, _ title: Phrase, _ error: any Error, seconds: Double
    ) {
        let reason = output.word(words(of: error))
        tell(
            Step(
                step: number, name: name, title: output.word(title), passed: false,
                seconds: rounded(seconds), lines: [reason])
        ) {
            say("✗ \(reason)", indentedBy: 4)
            $0.say(Phrase(verbatim: "    \(shown(seconds)) s"))
        }
    }

    func failed(_ error: any Error) {
        tell(Remark(remark: output.word(words(of: error)))) { $0.say(words(of: error)) }
    }

    func serving(_ stage: DemoStage) {
        let root = stage.directory.root.path(percentEncoded: false)
        let example = "budkavle inbox --node \(root)nodes/\(DemoCast.police)"
        let phrase = Phrase(
            sv: "\nRelä och noder går vidare under \(root); pröva \(example). Ctrl-C avslutar.",
            en: "\nRelay and nodes go on below \(root); try \(example). Ctrl-C ends them.")
        tell(Remark(remark: output.word(phrase))) { $0.say(phrase) }
    }

    /// Always the last words.
    func end(passed: Bool) {
        tell(Remark(remark: output.word(Self.honesty))) {
            $0.say(Phrase(verbatim: ""))
            say($0.word(Self.honesty), indentedBy: 0)
        }
        let result = passed ? "PASS" : "FAIL"
        tell(Result(result: result)) { $0.say(Phrase(verbatim: result)) }
    }

    /// Where the logs are, when something went wrong.
    func failed(in directory: DemoDirectory) {
        let phrase =
            directory.isKept
            ? Phrase(
                sv: "Programmens loggar ligger i \(directory.logs.path(percentEncoded: false)).",
                en: "The programs' logs are in \(directory.logs.path(percentEncoded: false)).")
            : Phrase(
                sv: "Med --dir behålls katalogen, och programmens loggar i den.",
                en: "With --dir the directory is kept, and the programs' logs in it.")
        tell(Remark(remark: output.word(phrase))) { $0.say(phrase) }
    }

    private func say(_ text: String, indentedBy columns: Int) {
        let margin = String(repeating: " ", count: columns)
        let width = min(Terminal.columns(of: STDOUT_FILENO) ?? widthMax, widthMax) - columns
        for line in wrap(text, to: width) { output.say(Phrase(verbatim: margin + line)) }
    }

    private func tell(_ document: some Encodable, people: (Output) -> Void) {
        // Only values that JSON has: encoding them does not fail.
        try? output.stream(document, people: people)
    }

    private func words(of error: any Error) -> Phrase {
        if error is CancellationError { return Phrase(sv: "Avbrutet.", en: "Interrupted.") }
        return (error as? any Worded)?.sentence.text ?? Phrase(verbatim: "\(error)")
    }

    private func shown(_ seconds: Double) -> String {
        let text = String(format: "%.2f", seconds)
        return output.language == .swedish ? text.replacing(".", with: ",") : text
    }

    private func rounded(_ seconds: Double) -> Double { (seconds * 1_000).rounded() / 1_000 }

    private struct Remark: Encodable { let remark: String }
    private struct Result: Encodable { let result: String }
    private struct Step: Encodable {
        let step: Int
        let name: String
        let title: String
        let passed: Bool
        let seconds: Double
        let lines: [String]
    }

    private static let honesty = Phrase(
        sv: """
            Budkavles kryptografi är inte godkänd av Försvarsmakten. Ingenting här får bära skarp \
            säkerhetsskyddsklassificerad information; godkännandet i visningen är påhittat.
            """,
        en: """
            Budkavle's cryptography is not approved by the Swedish Armed Forces. Nothing here may \
            carry actual classified information; the approval in this demonstration is fictional.
            """)
}

/// Longer lines are hard to read.
private let widthMax = 100
