import ArgumentParser
import Files
import Foundation
import Identity
import Keystore
import Node
import Primitives
import Regions
import Speaking
import Wording

/// `keys restore`: a node's ring out of its backup, by the shares.
struct KeysRestore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: spoken(
            sv: "Återställer en nods nyckelring ur en säkerhetskopia, med andelarna.",
            en: "Restores a node's key ring from a backup, with the shares."),
        discussion: spoken(
            sv: """
                Noden får tillbaka nycklarna i en ny ring, låst med --key-file (som skapas om den \
                inte finns) eller ett nytt lösenord. En ring som finns skrivs aldrig över.
                """,
            en: """
                The node gets its keys back in a new ring, locked by --key-file (made if it is not \
                there) or a new passphrase. A ring that is there is never overwritten.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Säkerhetskopians katalog.", en: "The backup's directory.", value: .directory),
        completion: .directory)
    var directory: String

    @Option(
        name: .customLong("share"),
        help: ArgumentHelp(
            sv: "En andel; upprepas.", en: "A share; may be repeated.", value: .file),
        completion: .file())
    var shares: [String] = []

    @OptionGroup var unlocking: NodeUnlocking
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if shares.isEmpty { throw CommandError.optionMissing("--share").ofUsage }
    }

    func run() async throws {
        let node = NodeDirectory(URL(filePath: global.nodeDirectory, directoryHint: .isDirectory))
        guard node.exists else {
            throw NodeError.notANode(path: node.root.path(percentEncoded: false))
        }
        let target = node.keyRing.path(percentEncoded: false)
        guard !File.isThere(target) else { throw FileError.alreadyExists(path: target) }
        let restored = try ring()
        let ring = try restored.rekeyed(unlockedBy: [try lock()], random: .system)
        try File.writePrivate(ring.encoded, to: target, replacing: false)
        let report = Report(keyring: target, keys: ring.entries.count)
        try global.output.show(report) {
            $0.say(
                sv: "\(report.keys) nycklar återställda i \(target).",
                en: "\(report.keys) keys restored in \(target).")
        }
    }

    private func ring() throws -> KeyRing {
        let bytes = try File.read(directory + "/keyring", limitBytes: ringMaxBytes)
        let pieces = try shares.map { path in
            try KeyShare(
                parsing: SecretBytes(
                    copying: File.readPrivate(path, limitBytes: KeyShare.fileMaxBytes)))
        }
        return try LockedRing(parsing: bytes).unlocked(
            by: .keyFile(KeyFile(combining: pieces, of: bytes)))
    }

    private func lock() throws -> UnlockMethod {
        guard let path = unlocking.keyFile else {
            return .passphrase(
                try PassphrasePrompt(global.output).askForNew(
                    Phrase(sv: "Nodens nya lösenord:", en: "The node's new passphrase:")),
                .interactive)
        }
        if File.isThere(path) { return .keyFile(try RingFolder.readKeyFile(path)) }
        let key = KeyFile()
        try key.encoded.withBytes {
            try File.writePrivate(Array($0), to: path, replacing: false)
        }
        return .keyFile(key)
    }

    private struct Report: Encodable {
        let keyring: String
        let keys: Int
    }
}
