import Foundation
import Identity
import Primitives
import Speaking
import Wording

/// Asks at the terminal, without echo.
struct PassphrasePrompt {
    private let output: Output

    init(_ output: Output) { self.output = output }

    /// - Throws: ``CommandError/passphraseUnavailable`` without a terminal.
    func ask(_ question: Phrase) throws -> SecretBytes {
        let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard terminal >= 0 else { throw CommandError.passphraseUnavailable }
        defer { close(terminal) }
        var before = termios()
        guard tcgetattr(terminal, &before) == 0 else { throw CommandError.passphraseUnavailable }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(terminal, TCSAFLUSH, &silent)
        defer { tcsetattr(terminal, TCSAFLUSH, &before) }
        write(TerminalText.line(output.word(question)) + " ", to: terminal)
        let passphrase = readLine(from: terminal)
        write("\n", to: terminal)
        return passphrase
    }

    /// Asks twice, for a passphrase that is new.
    func askForNew(_ question: Phrase) throws -> SecretBytes {
        let first = try ask(question)
        let second = try ask(Phrase(sv: "En gång till:", en: "Once more:"))
        guard first.isEqual(to: second) else { throw CommandError.passphrasesDiffer }
        return first
    }

    private func write(_ text: String, to terminal: Int32) {
        let bytes = Array(text.utf8)
        _ = Foundation.write(terminal, bytes, bytes.count)
    }

    private func readLine(from terminal: Int32) -> SecretBytes {
        var bytes = [UInt8](repeating: 0, count: 1_024)
        var count = 0
        while count < bytes.count, read(terminal, &bytes[count], 1) == 1 {
            if bytes[count] == UInt8(ascii: "\n") { break }
            count += 1
        }
        let passphrase = SecretBytes(copying: bytes[..<count])
        for index in bytes.indices { bytes[index] = 0 }
        return passphrase
    }
}
