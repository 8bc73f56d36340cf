import ArgumentParser
import Files
import Foundation
import Keystore
import Primitives
import Speaking
import Wording

/// The tokens of a command's rings. Their PIN comes from the file that `BUDKAVLE_PIN_FILE` names, or is
/// asked for at the terminal; never from an option.
func tokens(_ output: Output) -> OpenTokens {
    let file = ProcessInfo.processInfo.environment["BUDKAVLE_PIN_FILE"]
    return OpenTokens { uri in pin(of: uri, in: file, output) }
}

/// A token that a person has with her.
///
/// - Parameter file: with its PIN; else it is asked for.
/// - Throws: `KeystoreError`.
func openToken(_ uri: TokenURI, pinFile file: String?, _ output: Output) throws -> Token {
    try OpenTokens { uri in pin(of: uri, in: file, output) }.token(uri)
}

/// `nil` after it was told why there is none.
private func pin(of uri: TokenURI, in file: String?, _ output: Output) -> SecretBytes? {
    do {
        guard let file, !file.isEmpty else {
            return try PassphrasePrompt(output).ask(
                Phrase(sv: "PIN för \(uri.token):", en: "PIN of \(uri.token):"))
        }
        return SecretBytes(copying: try readPassword(file))
    } catch {
        if let error = error as? FileError { output.remark(error.sentence) }
        return nil
    }
}

extension TokenURI: ExpressibleByArgument {
    /// Anything else is refused by the argument parser, with the usage.
    package init?(argument: String) { try? self.init(argument) }
}
