import Foundation
import Synchronization

/// Tokens of SoftHSM, in a folder of their own: what a card is to everything above its module.
///
/// The module reads its settings once in a process, from the environment. Tests of this process share
/// ``shared``, a token for each purpose; programs that tests start are given their own by
/// ``environment``.
package struct SoftTokens: Sendable {
    package static let pin = "482913"
    package static let module = "/usr/lib/softhsm/libsofthsm2.so"

    /// `make test` installs it. Elsewhere the tests are skipped where it is absent, in CI they fail.
    package static var isPossible: Bool {
        if ProcessInfo.processInfo.environment["CI"] != nil { return true }
        return FileManager.default.isExecutableFile(atPath: initialiser)
            && FileManager.default.fileExists(atPath: module)
    }

    /// Of this process. Their names say who uses them.
    package enum Purpose: String, CaseIterable, Sendable {
        case signing, finding, several, wrongPIN, lockedPIN, away, lost, loose, destroying
        case ring, ringAway, transport
    }

    package static let shared = Task {
        let tokens = try await SoftTokens(Purpose.allCases.map(\.rawValue))
        setenv(settingsName, tokens.settings, 1)
        left.withLock { $0 = tokens }
        atexit { SoftTokens.left.withLock { $0?.remove() } }
        return tokens
    }

    /// What the end of the process removes.
    private static let left = Mutex<SoftTokens?>(nil)

    private let scratch: ScratchFolder
    private let settings: String
    private let tokens: URL

    /// Makes empty tokens of these names.
    package init(_ names: [String]) async throws {
        scratch = try ScratchFolder()
        settings = scratch.path("softhsm2.conf")
        tokens = scratch.url.appending(path: "tokens", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: tokens, withIntermediateDirectories: false)
        let text = """
            directories.tokendir = \(tokens.path(percentEncoded: false))
            objectstore.backend = file
            log.level = ERROR
            slots.removable = true

            """
        try Data(text.utf8).write(to: URL(filePath: settings))
        for name in names {
            let made = try await ProgramRun.of(
                URL(filePath: Self.initialiser),
                [
                    "--init-token", "--free", "--label", name, "--so-pin", "9" + Self.pin, "--pin",
                    Self.pin,
                ], environment: [Self.settingsName: settings])
            guard made.status == 0 else {
                throw ProgramError.ended(
                    command: "softhsm2-util", status: made.status, words: made.errors)
            }
        }
    }

    /// What a program needs to see these and no others.
    package var environment: [String: String] { [Self.settingsName: settings] }

    package static func uri(_ name: String) -> String {
        "pkcs11:token=\(name)?module-path=\(module)"
    }

    /// A file with the PIN, or with another.
    package func pinFile(_ pin: String = pin) throws -> String {
        let path = scratch.path("pin-\(pin)")
        try Data("\(pin)\n".utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return path
    }

    /// Takes a token out of its reader.
    package func takeOut(_ name: String) throws {
        let place = try place(of: name)
        try FileManager.default.moveItem(
            at: place, to: outside(name).appending(path: place.lastPathComponent))
    }

    package func putBack(_ name: String) throws {
        for place in try FileManager.default.contentsOfDirectory(
            at: outside(name), includingPropertiesForKeys: nil)
        {
            try FileManager.default.moveItem(
                at: place, to: tokens.appending(path: place.lastPathComponent))
        }
    }

    /// Where tokens lie that are in no reader.
    private func outside(_ name: String) throws -> URL {
        let folder = scratch.url.appending(path: "out-\(name)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// A token's folder, told by its label, which stands in it as it is.
    private func place(of name: String) throws -> URL {
        let label = Data(name.padding(toLength: 32, withPad: " ", startingAt: 0).utf8)
        let all = try FileManager.default.contentsOfDirectory(
            at: tokens, includingPropertiesForKeys: nil)
        let found = try all.filter {
            try Data(contentsOf: $0.appending(path: "token.object")).range(of: label) != nil
        }
        guard found.count == 1 else { throw ProgramError.missing("token \(name)") }
        return found[0]
    }

    /// Runs OpenSC's tool on a token, logged in.
    package func tool(_ arguments: [String], on name: String) async throws -> ProgramRun {
        try await ProgramRun.of(
            URL(filePath: "/usr/bin/pkcs11-tool"),
            ["--module", Self.module, "--token-label", name, "--login", "--pin", Self.pin]
                + arguments, environment: environment)
    }

    package func remove() { scratch.remove() }

    private static let initialiser = "/usr/bin/softhsm2-util"
    private static let settingsName = "SOFTHSM2_CONF"
}
