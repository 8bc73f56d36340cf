import ArgumentParser
import Files
import Identity
import Node
import Primitives
import Speaking
import Wording

/// Who is at the node, where policy asks.
struct PersonOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Den som är vid noden, enligt dess förteckning; lösenordet frågas efter.",
            en: "Who is at the node, by its roster; the password is asked for.", value: .id))
    var person: PersonID?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Fil med personens lösenord, för skript; bara ägaren får läsa den.",
            en: "File with the person's password, for scripts; its owner's alone.", value: .file),
        completion: .file())
    var passwordFile: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Engångskod från personens dosa, om hon har en.",
            en: "One-time code from the person's device, if there is one.", value: .code))
    var code: String?

    @OptionGroup var token: TokenOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Varför personen behöver det som säkerhetsklassen bara ger i ringa omfattning.",
            en: "Why the person needs what the clearance gives in limited extent alone.",
            value: .reason))
    var justification: String?

    func validate() throws {
        if person == nil,
            passwordFile != nil || code != nil || token.token != nil || justification != nil
        {
            throw CommandError.optionMissing("--person").ofUsage
        }
        if token.token != nil, passwordFile != nil || code != nil {
            let other = passwordFile != nil ? "--password-file" : "--code"
            throw CommandError.optionsExclude("--token", other).ofUsage
        }
    }

    /// Asks for password or PIN, once for all calls of the command.
    ///
    /// - Throws: ``CommandError/passphraseUnavailable`` without a terminal or a file,
    ///   `KeystoreError`, `TokenError`.
    func signIn(_ output: Output) throws -> PersonSignIn? {
        guard let person else { return nil }
        let way: PersonSignIn.Way =
            if let key = try token.key(output) { .token(key) } else {
                .password(try password(of: person, in: passwordFile, output), code: code)
            }
        return PersonSignIn(person: person, way: way, justification: justification)
    }

    /// Of a command that makes one call.
    ///
    /// - Throws: as ``signIn(_:)``.
    func claim(_ session: NodeSession) async throws -> PersonClaim? {
        try await signIn(session.output)?.claim(session)
    }

    /// Of a command that somebody has to answer for.
    ///
    /// - Throws: ``CommandError/optionMissing(_:)`` when nobody is named.
    func requiredClaim(_ session: NodeSession) async throws -> PersonClaim {
        guard let claim = try await claim(session) else {
            throw CommandError.optionMissing("--person")
        }
        return claim
    }
}

/// A person's password: from a file, or else asked for.
///
/// - Throws: ``CommandError/passphraseUnavailable`` without a terminal or a file, `FileError`.
func password(
    of person: PersonID, in file: String?, _ output: Output
) throws -> [UInt8] {
    if let file { return try readPassword(file) }
    let answer = try PassphrasePrompt(output).ask(
        Phrase(sv: "Lösenord för \(person):", en: "Password of \(person):"))
    return answer.withBytes { Array($0) }
}

/// The first line of a file that is its owner's alone.
///
/// - Throws: `FileError`.
func readPassword(_ path: String) throws -> [UInt8] {
    let bytes = try File.readPrivate(path, limitBytes: passwordFileMaxBytes)
    return Array(bytes.prefix { $0 != UInt8(ascii: "\n") })
}

private let passwordFileMaxBytes = 1_024
