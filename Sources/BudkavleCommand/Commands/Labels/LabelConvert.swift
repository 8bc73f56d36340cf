import ArgumentParser
import Files
import ForeignLabels
import Identity
import Labels
import Speaking
import Wording

/// `label convert`: a label in another form, or why that cannot be.
struct LabelConvert: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: spoken(
            sv: "Skriver en etikett i annan form, eller säger varför det inte går.",
            en: "Writes a label in another form, or says why that cannot be."),
        discussion: spoken(
            sv: """
                Läser en rad text eller originatorConfidentialityLabel (STANAG 4774) under vår egen \
                policy. Ingenting utelämnas: det som den andra formen inte kan bära är ett fel.
                """,
            en: """
                Reads a line of text or an originatorConfidentialityLabel (STANAG 4774) under our own \
                policy. Nothing is left out: what the other form cannot carry is an error.
                """)
    )

    @Argument(
        help: ArgumentHelp(
            sv: "Etiketten, eller - för standard in.", en: "The label, or - for standard input.",
            value: .file), completion: .file())
    var file: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Formen: text eller stanag-4774.", en: "The form: text or stanag-4774."))
    var to: LabelForm

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "När etiketten sattes, för STANAG 4774. Annars som den själv säger, eller nu.",
            en: "When the label was set, for STANAG 4774. Else as it says itself, or now.",
            value: .time))
    var created: Timestamp?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let bytes = try File.read(reading(file), limitBytes: labelMaxBytes)
        let (label, created) = try LabelDocument.dated(bytes)
        try global.output.show(label, as: to, created: self.created ?? created ?? .now)
    }
}

/// Room for the longest audience in either form.
let labelMaxBytes = 4_194_304

extension Output {
    /// A label alone, for whatever reads it next; who is left to read it is a remark.
    func show(
        _ label: Label, as form: LabelForm, created: Timestamp, readers: [ActorID]? = nil,
        equivalent: EquivalenceReport? = nil
    ) throws {
        let document = String(
            decoding: try LabelDocument.document(label, as: form, created: created),
            as: UTF8.self)
        let report = LabelReport(
            label: label.text, marking: Marking(label).line,
            xml: form == .stanag4774 ? document : nil, readers: readers?.map(\.text),
            equivalent: equivalent)
        try show(report) { output in
            output.say(Phrase(verbatim: String(document.dropLast())))
            if let equivalent { output.remark(equivalent.phrase) }
            guard let names = readers?.map(\.text).joined(separator: ", ") else { return }
            output.remark(
                Phrase(sv: "Får läsa helheten: \(names).", en: "May read the whole: \(names)."))
        }
    }
}

private struct LabelReport: Encodable {
    let label: String
    let marking: String
    let xml: String?
    let readers: [String]?
    let equivalent: EquivalenceReport?
}
