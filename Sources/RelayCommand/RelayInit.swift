import ArgumentParser
import Carriers
import Foundation
import Handover
import Identity
import Keystore
import Notes
import Primitives
import Registry
import Relay
import Wording

struct RelayInit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Skapar reläets katalog: inställningar, nycklar, certifikat."
    )

    @Argument(help: "Katalogen som skapas.")
    var directory: String

    @Option(help: "Reläets namn, till exempel relay-1.")
    var name: String

    @Option(help: "Regionens katalog, med Keys och Policies.")
    var region: String

    @Option(help: "Adressen noderna når reläet på.")
    var listen = "127.0.0.1:8443"

    @Option(help: "Adress för hälsa och mätvärden, bara för denna maskin.")
    var admin = "127.0.0.1:8444"

    @Option(help: "Adressen som noderna använder, om den är en annan: https://värd:port.")
    var url: String?

    @Flag(help: "Skriv JSON.")
    var json = false

    @Option(help: "Språk: sv eller en. Annars efter miljön.")
    var lang: Language?

    func run() async throws {
        let id = try RelayID(name)
        guard let listen = ListenAddress(listen), let admin = ListenAddress(admin),
            admin.isLoopback
        else { throw RelaySetupError.addressInvalid }
        let regionURL = URL(filePath: region, directoryHint: .isDirectory).standardizedFileURL
        let registry = try RegionDirectory(regionURL).registry()
        let target = URL(filePath: directory, directoryHint: .isDirectory)
        guard !FileManager.default.fileExists(atPath: target.path()) else {
            throw RelaySetupError.alreadyExists(path: directory)
        }
        let receipt = SigningPrivateKey.generate()
        let tls = try TLSIdentity.generate(commonName: name, validFrom: systemTime())
        let receiptKey = try NoteKey(
            name: RegistryKeyName.relay(id, in: registry.region), ed25519: receipt.publicKey)
        try write(
            id, tls, receipt, to: target,
            configuration: RelayConfiguration.template(
                relay: id, listen: listen, admin: admin, regionPath: regionURL.path()))
        try tell(id, tls, receiptKey, url ?? "https://\(listen)", in: target)
    }

    /// All files or none.
    private func write(
        _ id: RelayID, _ tls: TLSIdentity, _ receipt: SigningPrivateKey, to target: URL,
        configuration: String
    ) throws {
        let keyFile = KeyFile()
        var ring = try KeyRing(unlockedBy: [.keyFile(keyFile)], random: .system)
        _ = try ring.add(receipt, .receipt, .relay(id), random: .system)
        _ = try ring.add(secret: tls.privateKey, .tls, .relay(id), random: .system)
        let files = FileManager.default
        try files.createDirectory(
            at: target, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        do {
            try writePrivate(ring.encoded, to: target.appending(path: "keyring"))
            try writePrivate(
                keyFile.encoded.withBytes { Array($0) }, to: target.appending(path: "key"))
            try writePrivate(tls.certificate, to: target.appending(path: "relay.crt"))
            try files.createDirectory(
                at: target.appending(path: "data"), withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700])
            try writePrivate(
                Array(configuration.utf8), to: target.appending(path: "relay.yaml"))
        } catch {
            try? files.removeItem(at: target)
            throw error
        }
    }

    private func tell(
        _ id: RelayID, _ tls: TLSIdentity, _ receiptKey: NoteKey, _ url: String, in target: URL
    ) throws {
        let certificate = target.appending(path: "relay.crt").path()
        if json {
            let document = [
                "relay": id.text, "url": url, "certificate": certificate,
                "fingerprint": tls.fingerprint.hex, "receiptKey": receiptKey.vkey,
            ]
            return print(try JSONText.encode(document))
        }
        let command = """
              budkavle registry add relay --region \(region) --id \(id) --url \(url) \
            --certificate \(certificate) --receipt-key '\(receiptKey.vkey)'
            """
        let told = Phrase(
            sv: """
                Reläet \(id) finns i \(target.path()).
                Certifikatets avtryck (SHA-256): \(tls.fingerprint.hex)
                Två av rotnycklarna registrerar det:
                \(command)
                """,
            en: """
                Relay \(id) is in \(target.path()).
                Fingerprint of its certificate (SHA-256): \(tls.fingerprint.hex)
                Two of the root keys register it:
                \(command)
                """)
        let environment = ProcessInfo.processInfo.environment
        print(told[lang ?? Language(environment: environment)])
    }

    private func writePrivate(_ bytes: [UInt8], to file: URL) throws {
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard
            FileManager.default.createFile(
                atPath: file.path(), contents: Data(bytes), attributes: attributes)
        else { throw RelayError.fileUnwritable(path: file.path()) }
    }
}

/// The system's clock.
@Sendable
func systemTime() -> Timestamp {
    Timestamp(clampingMilliseconds: Int64(Date().timeIntervalSince1970 * 1000))
}

extension Language: ExpressibleByArgument {}
