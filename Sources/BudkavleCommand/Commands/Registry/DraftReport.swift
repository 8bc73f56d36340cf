import Identity
import Notes
import Registry
import Speaking
import Wording

/// A draft as its holders see it: what it says in words, who must sign, and who has.
struct DraftReport: Encodable {
    let draft: String
    let chain: String
    let sequence: Int
    let time: String
    /// SHA-256 of the text; what holders read to each other.
    let digest: String
    let says: [Words]
    /// Notes of actors that count no longer once it is appended.
    let voided: [Voided]
    let sets: [Signers]
    let complete: Bool

    struct Words: Encodable {
        let sv: String
        let en: String
    }

    struct Voided: Encodable {
        let actor: String
        let notes: Int
    }

    struct Signers: Encodable {
        let required: Int
        let holders: [String]
        let signed: [String]
    }

    init(_ draft: NoteDraft, _ standing: DraftStanding, at path: String) {
        self.draft = path
        chain = draft.chain.word
        sequence = draft.sequence
        time = draft.content.time.rfc3339
        digest = draft.digest.hex
        says = draft.content.phrases.map { Words(sv: $0.swedish, en: $0.english) }
        voided = standing.voided.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map {
            Voided(actor: $0.key.text, notes: $0.value)
        }
        sets = standing.sets.map {
            Signers(
                required: $0.quorum.threshold, holders: $0.quorum.authorities.map(\.name),
                signed: $0.signed)
        }
        complete = standing.isComplete
    }

    func tell(_ output: Output) {
        output.say(
            sv: "Utkast till not \(sequence) i kedjan \(chain), daterat \(time).",
            en: "Draft of note \(sequence) of the chain \(chain), dated \(time).")
        for words in says { output.say(sv: "  • \(words.sv)", en: "  • \(words.en)") }
        for void in voided {
            output.say(
                sv: "  Därmed faller \(void.notes) senare noter av \(void.actor).",
                en: "  With it fall \(void.notes) later notes of \(void.actor).")
        }
        output.say(sv: "SHA-256 av texten: \(digest)", en: "SHA-256 of the text: \(digest)")
        for set in sets {
            let holders = set.holders.joined(separator: ", ")
            let signed = set.signed.isEmpty ? "–" : set.signed.joined(separator: ", ")
            output.say(
                sv: "\(set.required) av \(holders) måste underteckna. Har gjort det: \(signed).",
                en: "\(set.required) of \(holders) must sign. Have signed: \(signed).")
        }
    }
}

extension NoteDraft.Content {
    fileprivate var phrases: [Phrase] {
        switch self {
        case .root(let note): note.statements.map(\.phrase)
        case .actor(let note): note.statements.map(\.phrase)
        }
    }

    fileprivate var time: Timestamp {
        switch self {
        case .root(let note): note.time
        case .actor(let note): note.time
        }
    }
}

extension RegistryChain {
    /// `root`, or the actor's name.
    var word: String {
        switch self {
        case .root: "root"
        case .actor(let actor): actor.text
        }
    }
}
