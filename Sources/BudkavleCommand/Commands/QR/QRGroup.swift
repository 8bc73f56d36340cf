import ArgumentParser
import Speaking

/// `qr …`: small envelopes on paper.
struct QRGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "qr",
        abstract: spoken(
            sv: "Små kuvert på papper: skriver ut ark med QR-koder och läser dem åter.",
            en: "Small envelopes on paper: prints sheets of QR codes and reads them back."),
        subcommands: [QRExport.self, QRImport.self])
}
