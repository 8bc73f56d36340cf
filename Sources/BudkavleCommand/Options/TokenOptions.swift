import ArgumentParser
import Primitives
import Speaking
import Wording

/// A card or another PKCS #11 token that whoever is there has with her.
struct TokenOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "PKCS#11-adress till kortet; dess PIN frågas efter.",
            en: "PKCS #11 URI of the token; its PIN is asked for.", value: .url))
    var token: TokenURI?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Fil med kortets PIN, för skript; bara ägaren får läsa den.",
            en: "File with the token's PIN, for scripts; its owner's alone.", value: .file),
        completion: .file())
    var pinFile: String?

    func validate() throws {
        if token == nil, pinFile != nil { throw CommandError.optionMissing("--token").ofUsage }
    }

    /// Logs in.
    ///
    /// - Throws: `KeystoreError`, `TokenError`.
    func opened(_ output: Output) throws -> Token? {
        try token.map { try openToken($0, pinFile: pinFile, output) }
    }

    /// The key that the URI names, or the only one in the token.
    ///
    /// - Throws: `KeystoreError`, `TokenError`.
    func key(_ output: Output) throws -> TokenKey? {
        guard let token, let open = try opened(output) else { return nil }
        return try open.key(token)
    }
}
