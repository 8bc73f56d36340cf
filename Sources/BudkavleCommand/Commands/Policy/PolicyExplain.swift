import ArgumentParser
import Policies
import Speaking
import Wording

/// `policy explain`: what a gate is, and the rule behind it.
struct PolicyExplain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: spoken(
            sv: "Förklarar en grind, eller alla.", en: "Explains a gate, or all of them."))

    @Argument(
        help: ArgumentHelp(
            sv: "Grinden, som agreement.pair.", en: "The gate, such as agreement.pair.",
            value: .gate))
    var gate: GateID?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let gates = gate.map { [$0] } ?? GateID.allCases
        try output.show(gates.map { Report($0, output) }) { output in
            for gate in gates {
                output.say(Phrase(verbatim: "\(gate) – \(output.word(gate.title))"))
                output.say(Phrase(verbatim: "  " + output.word(gate.explanation)))
                output.say(
                    sv: "  Grund: \(basis(gate, output))", en: "  Basis: \(basis(gate, output))")
            }
        }
    }

    private func basis(_ gate: GateID, _ output: Output) -> String {
        gate.basis == .none
            ? output.word(Phrase(sv: "regionens egen policy", en: "the region's own policy"))
            : gate.basis.text
    }

    private struct Report: Encodable {
        let id: String
        let title: String
        let explanation: String
        let basis: String

        init(_ gate: GateID, _ output: Output) {
            id = gate.rawValue
            title = output.word(gate.title)
            explanation = output.word(gate.explanation)
            basis = gate.basis.text
        }
    }
}

extension LegalBasis {
    /// What a gate cites that rests on no statute.
    fileprivate static let none = LegalBasis("–")
}
