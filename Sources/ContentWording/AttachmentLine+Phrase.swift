package import Node
package import Wording

extension AttachmentLine {
    /// How far it has come, with how much while it moves.
    package var phrase: Phrase {
        guard state == .onItsWay, carriedBytes > 0, sealedBytes > 0 else { return state.phrase }
        let percent = " \(carriedBytes * 100 / sealedBytes) %"
        return Phrase(sv: state.phrase.swedish + percent, en: state.phrase.english + percent)
    }
}

extension AttachmentLine.State {
    package var phrase: Phrase {
        switch self {
        case .waiting: Phrase(sv: "väntar på meddelandet", en: "waits for its message")
        case .onItsWay: Phrase(sv: "på väg", en: "on its way")
        case .arrived: Phrase(sv: "framme", en: "arrived")
        case .refused: Phrase(sv: "tas inte emot", en: "not taken")
        case .missing: Phrase(sv: "saknas, tiden gick ut", en: "missing, its time ran out")
        }
    }
}
