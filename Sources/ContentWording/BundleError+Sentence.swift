package import Bundles
package import Node
package import Wording

extension BundleError: Worded {
    package var sentence: Sentence {
        switch self {
        case .magicMissing:
            Sentence(sv: "Det är ingen bunt.", en: "It is no bundle.")
        case .truncated(let offset):
            Sentence(
                sv: "Bunten tar slut efter \(offset) byte.",
                en: "The bundle ends after \(offset) bytes.")
        case .destinationInvalid:
            Sentence(
                sv: "Bunten är inte till någon aktör.", en: "The bundle is to no actor.")
        case .elsewhere(let destination):
            Sentence(
                sv: "Bunten är till \(destination).", en: "The bundle is to \(destination).",
                hint: Phrase(
                    sv: "Lämna den vidare dit; bara \(destination) kan öppna den.",
                    en: "Pass it on there; only \(destination) can open it."))
        case .openFailed:
            Sentence(
                sv: "Bunten går inte att öppna här.", en: "The bundle cannot be opened here.",
                hint: Phrase(
                    sv: "Den är skadad eller avkortad, eller förseglad till en nyckel som noden "
                        + "inte har: budkavle node keys.",
                    en: "It is damaged or cut, or sealed to a key this node does not have: "
                        + "budkavle node keys."))
        default: manifestSentence
        }
    }

    private var manifestSentence: Sentence {
        switch self {
        case .manifestInvalid(let line):
            Sentence(
                sv: "Fraktsedeln går inte att läsa (rad \(line)).",
                en: "The manifest cannot be read (line \(line)).")
        case .manifestContradicts:
            Sentence(
                sv: "Fraktsedeln är till någon annan än bunten.",
                en: "The manifest is to somebody else than the bundle.")
        case .signerUnknown(let node):
            Sentence(
                sv: "Registret känner inte noden \(node), som bunten säger sig vara från.",
                en: "The registry does not know the node \(node) that the bundle claims to be from."
            )
        case .signerRevoked(let node):
            Sentence(
                sv: "Noden \(node) är återkallad.", en: "The node \(node) is revoked.")
        case .signatureInvalid(let node):
            Sentence(
                sv: "Noden \(node) har inte undertecknat fraktsedeln.",
                en: "The node \(node) has not signed the manifest.")
        case .entryDiffers(let index):
            Sentence(
                sv: "Post \(index + 1) är inte den som fraktsedeln anger.",
                en: "Entry \(index + 1) is not the one the manifest lists.")
        case .statusMixed:
            Sentence(
                sv: "Ett meddelande har en annan status än bunten.",
                en: "A message is of another status than the bundle.")
        case .trailingBytes:
            Sentence(
                sv: "Något följer efter den sista posten.",
                en: "Something follows the last entry.")
        default: sizeSentence
        }
    }

    private var sizeSentence: Sentence {
        switch self {
        case .tooLong(let part, let limit):
            Sentence(
                sv: "\(Self.partPhrase(part).swedish) är längre än \(limit) byte.",
                en: "\(Self.partPhrase(part).english) is longer than \(limit) bytes.")
        case .tooMany(let part, let limit):
            Sentence(
                sv: "\(Self.partPhrase(part).swedish) är fler än \(limit).",
                en: "\(Self.partPhrase(part).english) are more than \(limit).")
        case .partTooSmall(let limit, let needed):
            Sentence(
                sv: "Delar om \(limit) byte räcker inte: en post kräver \(needed).",
                en: "Parts of \(limit) bytes do not do: one entry needs \(needed).",
                hint: Phrase(
                    sv: "Ange en större --part-size.", en: "Give a larger --part-size."))
        default:
            Sentence(
                sv: "Innehållet ändrades medan bunten skrevs.",
                en: "The contents changed while the bundle was written.")
        }
    }

    private static func partPhrase(_ part: String) -> Phrase {
        switch part {
        case "manifest": Phrase(sv: "Fraktsedeln", en: "The manifest")
        case "region": Phrase(sv: "Regionens noter", en: "The region's notes")
        case "entry": Phrase(sv: "En post", en: "An entry")
        case "entries": Phrase(sv: "Posterna", en: "The entries")
        case "parts": Phrase(sv: "Delarna", en: "The parts")
        default: Phrase(verbatim: part)
        }
    }
}

extension BundleRefusal {
    package var sentence: Sentence {
        switch self {
        case .bundle(let error): error.advice
        case .unreadable:
            Sentence(
                sv: "Filen går inte att läsa.", en: "The file cannot be read.",
                hint: Remedy.tryAgain.phrase)
        }
    }
}

extension UntakenNote {
    package var phrase: Phrase {
        switch code {
        case .forked:
            Phrase(
                sv: "\(path) motsäger det som noden har; båda är sparade som bevis.",
                en: "\(path) contradicts what the node has; both are kept as evidence.")
        case .older:
            Phrase(
                sv: "\(path) är äldre än det som noden har.",
                en: "\(path) is older than what the node has.")
        case .ahead:
            Phrase(
                sv: "\(path) bygger på något som noden inte har än; ta in de andra delarna.",
                en: "\(path) continues what the node does not have yet; take the other parts in.")
        case .invalid:
            Phrase(
                sv: "\(path) går inte att verifiera.", en: "\(path) does not verify.")
        }
    }
}
