import ArgumentParser
import Envelopes
import Files
import Identity
import Paper
import Regions
import Sheets
import Speaking
import Wording

/// `qr import`: pictures of a sheet become the envelope that was printed.
struct QRImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: spoken(
            sv: "Läser bilder av ett ark och gör kuvertet av dem.",
            en: "Reads pictures of a sheet and makes the envelope of them."),
        discussion: spoken(
            sv: """
                PNG och JPEG, i vilken ordning som helst; samma kod får komma flera gånger. Saknas \
                för många koder skrivs ingenting, och numren sägs. Kuvertet är inte kontrollerat \
                förrän det öppnas (budkavle open) eller prövas (budkavle verify).
                """,
            en: """
                PNG and JPEG, in any order; the same code may come several times. When too many \
                codes are missing nothing is written, and the numbers are told. The envelope is \
                not verified until it is opened (budkavle open) or checked (budkavle verify).
                """))

    @Argument(
        help: ArgumentHelp(sv: "Bilderna.", en: "The pictures.", value: .file),
        completion: .file())
    var pictures: [String]

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            sv: "Kuvertet; - är standard ut.", en: "The envelope; - is standard output.",
            value: .file), completion: .file())
    var output: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let (gathering, foreign) = try gather()
        guard gathering.sheet != nil else { throw PaperError.nothingFound }
        let content = try gathering.content()
        let (envelope, _) = try EnvelopeFraming.split(content)
        try FileTarget(output, replacing: false).write(content)
        if output == "-" { return }
        let report = Report(
            id: envelope.id.hex, sheet: gathering.sheet?.text ?? "", file: output,
            bytes: content.count, otherCodes: foreign)
        try global.output.show(report) {
            $0.say(
                sv: "\(output): kuvertet \(envelope.id.hex), \(content.count) byte.",
                en: "\(output): envelope \(envelope.id.hex), \(content.count) bytes.")
            $0.say(
                sv: "Inte kontrollerat än: budkavle open eller budkavle verify.",
                en: "Not verified yet: budkavle open or budkavle verify.")
        }
    }

    /// - Returns: what was found, and how many codes of other things were passed over.
    private func gather() throws -> (SheetGathering, foreign: Int) {
        let reader = try BarcodeReader()
        let progress = ProgressLine(global.output)
        var gathering = SheetGathering()
        var foreign = 0
        for (index, path) in pictures.enumerated() {
            let picture = try File.read(
                OpenFile(reading: path), limitBytes: BarcodeReader.pictureMaxBytes)
            for text in try reader.texts(in: picture, path: path) {
                guard let part = try part(text) else {
                    foreign += 1
                    continue
                }
                _ = try gathering.add(part)
            }
            progress.show(index + 1, of: pictures.count, Phrase(sv: "Läser", en: "Reading"))
        }
        progress.end()
        return (gathering, foreign)
    }

    /// `nil` for a code of something else that happened to be in the picture.
    private func part(_ text: String) throws(SheetError) -> SheetPart? {
        do { return try SheetPart(text: text) } catch {
            guard error == .partForeign else { throw error }
            return nil
        }
    }

    private struct Report: Encodable {
        let id: String
        let sheet: String
        let file: String
        let bytes: Int
        let otherCodes: Int
    }
}
