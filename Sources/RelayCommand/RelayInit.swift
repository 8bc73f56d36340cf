import ArgumentParser
import Carriers
import Files
import Foundation
import Handover
import Identity
import Keystore
import Notes
import Primitives
import Registry
import Relay
import Speaking
import Wording

struct RelayInit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: spoken(
            sv: "Skapar reläets katalog: inställningar, nycklar, certifikat.",
            en: "Makes the relay's directory: settings, keys, certificate."),
        discussion: spoken(
            sv: "Skriver kommandot med vilket två rotnycklar registrerar reläet.",
            en: "Prints the command by which two root keys register the relay."))

    @Argument(
        help: ArgumentHelp(
            sv: "Katalogen som skapas.", en: "The directory to be made.", value: .directory),
        completion: .directory)
    var directory: String

    @Option(
        help: ArgumentHelp(
            sv: "Reläets namn, till exempel relay-1.", en: "The relay's name, such as relay-1.",
            value: .name))
    var name: String

    @Option(
        help: ArgumentHelp(
            sv: "Regionens katalog, med Keys och Policies.",
            en: "The region's directory, with Keys and Policies.", value: .directory),
        completion: .directory)
    var region: String

    @Option(
        help: ArgumentHelp(
            sv: "Adressen noderna når reläet på.", en: "The address nodes reach the relay at.",
            value: .address))
    var listen = "127.0.0.1:8443"

    @Option(
        help: ArgumentHelp(
            sv: "Adress för hälsa och mätvärden, bara för denna maskin.",
            en: "The address of health and figures, for this machine alone.", value: .address))
    var admin = "127.0.0.1:8444"

    @Option(
        help: ArgumentHelp(
            sv: "Adressen som noderna använder, om den är en annan: https://värd:port.",
            en: "The address nodes use, where it is another: https://host:port.", value: .url))
    var url: String?

    @OptionGroup var options: OutputOptions

    private var place: String { absolute(directory) }

    func run() async throws {
        let id = try RelayID(name)
        let listen = try address(listen, option: "--listen")
        let admin = try address(admin, option: "--admin")
        guard admin.isLoopback else {
            throw RelaySetupError.addressPublic(text: admin.description)
        }
        let regionURL = URL(filePath: absolute(region), directoryHint: .isDirectory)
        let registry = try RegionDirectory(regionURL).registry()
        guard !File.isThere(place) else {
            throw RelaySetupError.alreadyExists(path: place)
        }
        let receipt = SigningPrivateKey.generate()
        let tls = try TLSIdentity.generate(commonName: name, validFrom: systemTime())
        let receiptKey = try NoteKey(
            name: RegistryKeyName.relay(id, in: registry.region), ed25519: receipt.publicKey)
        try write(
            id, tls, receipt,
            configuration: RelayConfiguration.template(
                relay: id, listen: listen, admin: admin, regionPath: absolute(region)))
        try tell(id, tls, receiptKey, url ?? "https://\(listen)")
    }

    private func address(
        _ text: String, option: String
    ) throws(RelaySetupError) -> ListenAddress {
        guard let address = ListenAddress(text) else {
            throw .addressInvalid(option: option, text: text)
        }
        return address
    }

    /// All files or none.
    private func write(
        _ id: RelayID, _ tls: TLSIdentity, _ receipt: SigningPrivateKey, configuration: String
    ) throws {
        let keyFile = KeyFile()
        var ring = try KeyRing(unlockedBy: [.keyFile(keyFile)], random: .system)
        _ = try ring.add(receipt, .receipt, .relay(id), random: .system)
        guard let secret = tls.privateKey else { throw RelayError.identityInvalid }
        _ = try ring.add(secret: secret, .tls, .relay(id), random: .system)
        try Folder.create(place, mode: 0o700)
        do {
            try keep(ring.encoded, "keyring")
            try keep(keyFile.encoded.withBytes { Array($0) }, "key")
            try keep(tls.certificate, "relay.crt")
            try Folder.create(place + "/data", mode: 0o700)
            try keep(Array(configuration.utf8), "relay.yaml")
        } catch {
            Folder.removeAll(place)
            throw error
        }
    }

    private func keep(_ bytes: [UInt8], _ name: String) throws(FileError) {
        try File.writePrivate(bytes, to: place + "/" + name, replacing: false)
    }

    private func tell(
        _ id: RelayID, _ tls: TLSIdentity, _ receiptKey: NoteKey, _ url: String
    ) throws {
        let certificate = place + "/relay.crt"
        let command = """
              budkavle registry add relay --region \(region) --id \(id) --url \(url) \
            --certificate \(certificate) --receipt-key '\(receiptKey.vkey)'
            """
        let told = Phrase(
            sv: """
                Reläet \(id) finns i \(place).
                Certifikatets avtryck (SHA-256): \(tls.fingerprint.hex)
                Två av rotnycklarna registrerar det:
                \(command)
                """,
            en: """
                Relay \(id) is in \(place).
                Fingerprint of its certificate (SHA-256): \(tls.fingerprint.hex)
                Two of the root keys register it:
                \(command)
                """)
        let document = [
            "relay": id.text, "url": url, "certificate": certificate,
            "fingerprint": tls.fingerprint.hex, "receiptKey": receiptKey.vkey,
        ]
        try options.output.show(document) { $0.say(told) }
    }
}

/// The system's clock.
@Sendable
func systemTime() -> Timestamp {
    Timestamp(clampingMilliseconds: Int64(Date().timeIntervalSince1970 * 1000))
}
