import ArgumentParser
import Identity
import Notes
import Regions
import Registry
import Speaking
import Wording

/// `registry add witness`: a root note with the key that cosigns the trees of logs.
struct AddWitness: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: spoken(
            sv: "Registrerar ett vittne, med nyckeln som budkavle node witness har gjort.",
            en: "Registers a witness, with the key that budkavle node witness has made."))

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Vittnets namn.", en: "The witness' name.", value: .name))
    var id: WitnessID

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Nyckeln som undertecknar träd (vkey av typ 04).",
            en: "The key that cosigns trees (vkey of type 04).", value: .vkey))
    var key: String

    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let key = try NoteKey(vkey: key)
        guard key.cosignatureKey != nil else {
            throw CommandError.valueInvalid(option: "--key", text: self.key)
        }
        var editor = try signing.editor(region, output)
        let note = try editor.appendRoot([.addWitness(id, key)])
        try signing.freshenAfter(editor, output)
        try output.show(AppendedReport(note: note, registryHead: editor.registry.head.hex)) {
            $0.say(sv: "Vittnet \(id) är registrerat.", en: "Witness \(id) is registered.")
        }
    }
}
