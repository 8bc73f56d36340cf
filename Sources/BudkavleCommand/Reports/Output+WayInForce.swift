import ContentWording
import Foundation
import Speaking
import Wording

extension Output {
    /// A way, and under it what people do, step by step.
    func say(_ way: WayInForce) {
        say(way.phrase)
        guard let routine = way.routine else {
            return say(indented: word(WayInForce.routineMissing), first: "  ")
        }
        say(routine, under: WayInForce.routineTitle)
        if let last = way.lastRoutine { say(last, under: WayInForce.lastRoutineTitle) }
    }

    private func say(_ steps: [String], under title: Phrase) {
        say(indented: word(title), first: "  ")
        for (index, step) in steps.enumerated() { say(indented: step, first: "  \(index + 1). ") }
    }

    /// In the terminal's width, what follows under what it begins with.
    private func say(indented text: String, first: String) {
        let columns = Terminal.columns(of: STDOUT_FILENO) ?? .max
        let rest = String(repeating: " ", count: first.count)
        for (index, line) in wrap(text, to: columns - first.count).enumerated() {
            say(Phrase(verbatim: (index == 0 ? first : rest) + line))
        }
    }
}
