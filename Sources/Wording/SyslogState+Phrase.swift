package import Carriers

extension SyslogState {
    /// Whether the SIEM is told, and how far.
    package var phrase: Phrase {
        let (state, far) = (statePhrase, farPhrase)
        return Phrase(
            sv: "SIEM \(address): \(state.swedish); \(far.swedish).",
            en: "SIEM \(address): \(state.english); \(far.english).")
    }

    private var statePhrase: Phrase {
        guard let since else { return Phrase(sv: "ej prövad", en: "untried") }
        let why = problem.map { " (\($0.code.rawValue))" } ?? ""
        return isConnected
            ? Phrase(sv: "förbunden sedan \(since)", en: "connected since \(since)")
            : Phrase(sv: "borta sedan \(since)\(why)", en: "away since \(since)\(why)")
    }

    private var farPhrase: Phrase {
        Phrase(
            sv: "liggaren gången igenom till post \(told), \(behind) kvar",
            en: "ledger gone through as far as entry \(told), \(behind) left")
    }
}
