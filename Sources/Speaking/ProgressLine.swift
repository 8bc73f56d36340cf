import Foundation
package import Wording

/// How far long work has come: one line on a terminal that rewrites itself, nothing in a pipe.
package final class ProgressLine {
    private let output: Output
    private let isShown: Bool
    private var lastPercent = -1

    package init(_ output: Output) {
        self.output = output
        isShown = Self.isShown(for: output)
    }

    /// On a terminal, and where a person reads the result.
    package static func isShown(for output: Output) -> Bool {
        !output.isJSON && Terminal.isThere(descriptor)
    }

    package static let descriptor = STDERR_FILENO
    /// Back to the beginning of the line, which is cleared.
    package static let lineStart = "\r\u{1b}[K"

    deinit { end() }

    package func show(_ done: Int, of all: Int, _ what: Phrase) {
        guard isShown, all > 0 else { return }
        let percent = done * 100 / all
        guard percent != lastPercent else { return }
        lastPercent = percent
        Terminal.write("\(Self.lineStart)\(output.word(what)) \(percent) %", to: Self.descriptor)
    }

    package func end() {
        guard isShown, lastPercent >= 0 else { return }
        lastPercent = -1
        Terminal.write(Self.lineStart, to: Self.descriptor)
    }
}
