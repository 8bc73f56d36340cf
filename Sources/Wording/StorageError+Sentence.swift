package import Storage

extension StorageError: Worded {
    package var sentence: Sentence {
        switch self {
        case .inUse(let path):
            Sentence(
                sv: "\(path) används av en annan process.",
                en: "\(path) is in use by another process.",
                hint: Phrase(
                    sv: "Körs noden redan? Kommandona använder den då.",
                    en: "Is the node running already? Commands then use it."))
        case .cannotOpen(let path):
            Sentence(sv: "\(path) går inte att öppna.", en: "\(path) cannot be opened.")
        case .notAStore(let path):
            Sentence(sv: "\(path) är inget lager.", en: "\(path) is no store.")
        case .newer(let found, let known):
            Sentence(
                sv: "Lagret är av version \(found); programmet känner \(known).",
                en: "The store is of version \(found); the program knows \(known).",
                hint: Phrase(sv: "Uppdatera Budkavle.", en: "Update Budkavle."))
        case .full:
            Sentence(
                sv: "Disken är full; inget togs emot.", en: "The disk is full; nothing was taken.",
                hint: Phrase(sv: "Frigör plats och försök igen.", en: "Free space and try again."))
        case .readOnly:
            Sentence(sv: "Disken går inte att skriva till.", en: "The disk is read-only.")
        case .corrupt: Sentence(sv: "Lagret är skadat.", en: "The store is damaged.")
        case .inputOutput(let code):
            Sentence(
                sv: "Disken svarade med fel \(code).", en: "The disk answered with error \(code).")
        default: Sentence(sv: "Lagret: \(self).", en: "The store: \(self).")
        }
    }
}
