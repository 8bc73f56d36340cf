/// The same words in both languages; one without the other cannot be written.
package struct Phrase: Hashable, Sendable {
    package let swedish: String
    package let english: String

    package init(sv swedish: String, en english: String) {
        self.swedish = swedish
        self.english = english
    }

    /// What reads alike in both: a name, a number, a quoted text.
    package init(verbatim text: String) { self.init(sv: text, en: text) }

    /// A number of things, in the form that goes with it: `1 actor`, `2 actors`.
    package init(
        counting count: Int, sv swedish: (one: String, many: String),
        en english: (one: String, many: String)
    ) {
        self.init(
            sv: "\(count) \(count == 1 ? swedish.one : swedish.many)",
            en: "\(count) \(count == 1 ? english.one : english.many)")
    }

    /// Asks whether one of these was meant; `nil` where there is none.
    package init?(asking names: [String]) {
        guard let last = names.last else { return nil }
        func list(_ or: String) -> String {
            names.count == 1
                ? last : names.dropLast().joined(separator: ", ") + " \(or) " + last
        }
        self.init(sv: "Menades \(list("eller"))?", en: "Is \(list("or")) meant?")
    }

    /// The same at the beginning of a sentence.
    package var capitalised: Phrase {
        func capitalise(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
        return Phrase(sv: capitalise(swedish), en: capitalise(english))
    }

    package subscript(language: Language) -> String {
        switch language {
        case .swedish: swedish
        case .english: english
        }
    }
}

/// What went wrong or what is so, and what to do about it.
package struct Sentence: Hashable, Sendable {
    /// Whole sentences, ended by a full stop.
    package let text: Phrase
    /// What to do, where something can be done.
    package let hint: Phrase?

    package init(_ text: Phrase, hint: Phrase? = nil) {
        self.text = text
        self.hint = hint
    }

    package init(sv swedish: String, en english: String, hint: Phrase? = nil) {
        self.init(Phrase(sv: swedish, en: english), hint: hint)
    }

    /// The same with words before it: `Keys/root/000001.note: …`.
    package func prefixed(_ prefix: String) -> Sentence {
        Sentence(
            sv: "\(prefix): \(text.swedish)", en: "\(prefix): \(text.english)", hint: hint)
    }

    package func hinting(_ hint: Phrase) -> Sentence { Sentence(text, hint: hint) }
}

/// An error that can be told to a person.
///
/// The conformances live in this room and in `ContentWording`, nowhere else: errors carry facts,
/// this is where they become prose.
package protocol Worded: Error {
    var sentence: Sentence { get }
}
