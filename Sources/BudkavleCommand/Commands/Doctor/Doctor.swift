import ArgumentParser
import ContentWording
import Node
import Speaking
import Wording

/// `doctor`: is this machine, and the node on it, as they must be; and what to do where not.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: spoken(
            sv: "Undersöker klocka, nycklar, disk, register, policy och reläer, och säger råd.",
            en: "Examines clock, keys, disk, registry, policy and relays, and says what to do."),
        discussion: spoken(
            sv: """
                Fungerar bredvid en nod som körs, med en nod som står, och utan nod. Slutkoder: \
                0 inget fel (varningar kan finnas) · 69 inget relä går att nå, i övrigt inget fel \
                · 78 något är fel.
                """,
            en: """
                Works beside a node that runs, with one that does not, and without a node. Exit \
                codes: 0 no failure (there may be warnings) · 69 no relay can be reached, no \
                failure otherwise · 78 something is wrong.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    func run() async throws {
        let session = NodeSession(global, unlocking)
        var diagnoses = MachineProbe.diagnoses(at: session.directory)
        let output = global.output
        diagnoses += await NodeProbe(session, isNamed: global.namedNode != nil).diagnoses()
        let examination = Examination(diagnoses)
        try output.show(ExaminationReport(examination, output)) { tell(examination, $0) }
        if examination.isOnlyUnreachable { throw CommandError.told(.unavailable) }
        if examination.state == .failure { throw CommandError.told(.configuration) }
    }

    private func tell(_ examination: Examination, _ output: Output) {
        var table = Table([
            Phrase(sv: "läge", en: "state"), Phrase(sv: "vad", en: "what"),
            Phrase(sv: "besked", en: "finding"),
        ])
        for diagnosis in examination.diagnoses {
            let sentence = diagnosis.sentence
            table.add([
                output.word(diagnosis.state.phrase), output.word(diagnosis.check.phrase),
                output.word(sentence.text),
            ])
            guard diagnosis.state != .ok, let hint = sentence.hint else { continue }
            table.add(["", "", "→ " + output.word(hint)])
        }
        output.show(table)
        let (failures, warnings) = (examination.count(.failure), examination.count(.warning))
        output.say(
            sv: failures + warnings == 0
                ? "Allt är som det ska." : "Fel: \(failures), varningar: \(warnings).",
            en: failures + warnings == 0
                ? "Everything is as it should be." : "Failures: \(failures), warnings: \(warnings)."
        )
    }
}

/// The examination as programs read it.
private struct ExaminationReport: Encodable {
    struct Finding: Encodable {
        let check: Check
        let state: CheckState
        /// One member: the case's name, with the facts it rests on.
        let diagnosis: Diagnosis
        let message: String
        let hint: String?
    }

    let state: CheckState
    let findings: [Finding]

    init(_ examination: Examination, _ output: Output) {
        state = examination.state
        findings = examination.diagnoses.map { diagnosis in
            let sentence = diagnosis.sentence
            return Finding(
                check: diagnosis.check, state: diagnosis.state, diagnosis: diagnosis,
                message: output.word(sentence.text), hint: sentence.hint.map(output.word))
        }
    }
}
