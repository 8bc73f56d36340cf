package import Auditing
package import Wording

extension AuditError: Worded {
    package var sentence: Sentence {
        switch self {
        case .invalid(let reason):
            Sentence(
                sv: "Kontrollpunkten eller en bricka håller inte: \(reason).",
                en: "The checkpoint or a tile does not hold: \(reason).")
        case .rootDiffers(let size):
            Sentence(
                sv: "De \(size) posterna ger inte den rot som är undertecknad.",
                en: "The \(size) entries do not make the root that was signed.")
        case .tileDiffers(let path):
            Sentence(
                sv: "Brickan \(path) stämmer inte med posterna.",
                en: "The tile \(path) does not agree with the entries.")
        case .tileMissing(let path):
            Sentence(
                sv: "Brickan \(path) saknas.", en: "The tile \(path) is missing.")
        case .entryDiffers(let index):
            Sentence(
                sv: "På plats \(index) står en annan post än den reläet har visat upp.",
                en: "Entry \(index) is another than the one the relay has shown.",
                hint: Phrase(
                    sv: "Reläet visar olika loggar för olika frågor: spara båda svaren.",
                    en:
                        "The relay shows different logs to different questions: keep both answers."
                ))
        case .rewritten(let size):
            Sentence(
                sv: "Loggen har skrivits om bland de första \(size) posterna.",
                en: "The log was rewritten among its first \(size) entries.",
                hint: Phrase(
                    sv: "Behåll båda kontrollpunkterna: de är bevis.",
                    en: "Keep both checkpoints: they are evidence."))
        case .shrunk(let from, let to):
            Sentence(
                sv: "Loggen har krympt från \(from) till \(to) poster.",
                en: "The log shrank from \(from) to \(to) entries.",
                hint: Phrase(
                    sv: "Behåll båda kontrollpunkterna: de är bevis.",
                    en: "Keep both checkpoints: they are evidence."))
        }
    }
}

extension AuditError: Advised {
    package var remedy: Remedy {
        switch self {
        case .rootDiffers, .tileDiffers, .tileMissing, .rewritten, .shrunk, .entryDiffers,
            .invalid:
            .keepAsEvidence
        }
    }
}

extension PackError: Worded {
    package var sentence: Sentence {
        switch self {
        case .manifestMalformed(let line):
            Sentence(
                sv: "pack.note går inte att läsa vid rad \(line).",
                en: "pack.note cannot be read at line \(line).")
        case .notAPack(let path):
            Sentence(
                sv: "\(path) är inget granskningspaket: pack.note saknas.",
                en: "\(path) is no auditor pack: pack.note is missing.")
        }
    }
}

extension PackError: Advised {
    package var remedy: Remedy { .fetchAgain }
}
