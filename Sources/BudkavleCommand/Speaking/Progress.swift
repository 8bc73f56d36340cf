import Foundation
import Wording

/// How far long work has come: one line on a terminal that rewrites itself, nothing in a pipe.
final class Progress {
    private let output: Output
    private let isShown: Bool
    private var lastPercent = -1

    init(_ output: Output) {
        self.output = output
        isShown = !output.isJSON && Terminal.isThere(STDERR_FILENO)
    }

    deinit { end() }

    func show(_ done: Int, of all: Int, _ what: Phrase) {
        guard isShown, all > 0 else { return }
        let percent = done * 100 / all
        guard percent != lastPercent else { return }
        lastPercent = percent
        Terminal.write("\r\u{1b}[K\(output.word(what)) \(percent) %", to: STDERR_FILENO)
    }

    func end() {
        guard isShown, lastPercent >= 0 else { return }
        lastPercent = -1
        Terminal.write("\r\u{1b}[K", to: STDERR_FILENO)
    }
}
