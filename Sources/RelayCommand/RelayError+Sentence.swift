package import Relay
package import Speaking
package import Wording

extension RelayError: Worded {
    package var sentence: Sentence {
        switch self {
        case .fileUnreadable(let path):
            Sentence(
                sv: "\(path) går inte att läsa.", en: "\(path) cannot be read.",
                hint: Phrase(
                    sv: "Se efter att filen finns och att reläets användare får läsa den.",
                    en: "See that the file is there and that the relay's user may read it."))
        case .fileUnwritable(let path):
            Sentence(
                sv: "\(path) går inte att skriva.", en: "\(path) cannot be written.",
                hint: Phrase(
                    sv: "Se efter att reläets användare får skriva där och att disken har plats.",
                    en: "See that the relay's user may write there and that the disk has room."))
        case .configurationInvalid(let path, let line, let column, let defect):
            defect.sentence.prefixed("\(path):\(line):\(column)")
        case .settingInvalid(let source, let defect): defect.sentence.prefixed(source.described)
        case .regionUnreadable(let error): error.advice
        case .registryInvalid(let error): error.advice
        case .registryWentBack, .policyMissing, .relayUnregistered: regionSentence
        case .storeMissing, .logWentBack, .logContradicts, .signedUnreadable: logSentence
        case .identityInvalid:
            Sentence(
                sv: "Certifikat och nyckelring hör inte ihop.",
                en: "Certificate and key ring do not belong together.",
                hint: Phrase(
                    sv: "certificate och keyring ska vara de som init gjorde tillsammans.",
                    en: "certificate and keyring must be those that init made together."))
        case .cannotListen(let address):
            Sentence(
                sv: "Adressen \(address) är upptagen eller inte denna maskins.",
                en: "The address \(address) is taken or not this machine's.",
                hint: Phrase(
                    sv: "Kör reläet redan? Annars: ändra listen eller admin.",
                    en: "Does the relay run already? If not: change listen or admin."))
        }
    }

    private var logSentence: Sentence {
        switch self {
        case .storeMissing(let path):
            Sentence(
                sv: "\(path) finns inte, och det här reläet har undertecknat en logg.",
                en: "\(path) is not there, and this relay has signed a log.",
                hint: Phrase(
                    sv: "Lägg tillbaka lagret, eller budkavle-relay restore med en säkerhetskopia. "
                        + "Finns ingen: gör ett relä med ett nytt namn.",
                    en: "Put the store back, or budkavle-relay restore with a backup. If there is "
                        + "none: make a relay of a new name."))
        case .logWentBack(let signed, let found):
            Sentence(
                sv: "Lagrets logg har \(found) poster, och det här reläet har undertecknat "
                    + "\(signed): lagret är äldre än reläets ord.",
                en: "The store's log has \(found) records, and this relay has signed \(signed): "
                    + "the store is older than the relay's word.",
                hint: Phrase(
                    sv: "Lägg tillbaka det nyaste lagret. Är det borta: flytta undan det som "
                        + "ligger där, sedan budkavle-relay restore, som säger det i liggaren.",
                    en: "Put the newest store back. If it is gone: move away what lies there, then "
                        + "budkavle-relay restore, which says so in the ledger."))
        case .logContradicts(let size):
            Sentence(
                sv: "Lagrets logg är inte den vars \(size) första poster det här reläet har "
                    + "undertecknat.",
                en: "The store's log is not the one whose first \(size) records this relay has "
                    + "signed.",
                hint: Phrase(
                    sv: "Behåll lagret, det är bevis; lägg tillbaka reläets eget.",
                    en: "Keep the store, it is evidence; put the relay's own back."))
        default:
            Sentence(
                sv: "Det som reläet senast undertecknade går inte att läsa, eller är inte dess "
                    + "eget.",
                en: "What the relay signed last cannot be read, or is not its own.",
                hint: Phrase(
                    sv: "Filen last-checkpoint hör ihop med nyckelringen bredvid; återläs båda.",
                    en: "The file last-checkpoint belongs to the key ring beside it; restore both."
                ))
        }
    }

    private var regionSentence: Sentence {
        switch self {
        case .policyMissing:
            Sentence(
                sv: "Ingen undertecknad policy gäller.", en: "No signed policy is in force.",
                hint: Phrase(
                    sv: "budkavle policy sign, sedan budkavle policy freshen.",
                    en: "budkavle policy sign, then budkavle policy freshen."))
        case .relayUnregistered(let id):
            Sentence(
                sv: "Registret känner inte reläet \(id) med detta certifikat och denna nyckel.",
                en: "The registry does not know relay \(id) with this certificate and key.",
                hint: Phrase(
                    sv: "budkavle registry add relay, med två rotnycklar.",
                    en: "budkavle registry add relay, with two root keys."))
        default:
            Sentence(
                sv: "Registret fortsätter inte det som gällde.",
                en: "The registry does not continue the one in force.",
                hint: Phrase(
                    sv: "Någon har lagt dit ett äldre eller annat register; lägg dit det nyaste.",
                    en: "Somebody put an older or another registry there; put the newest back."))
        }
    }
}

extension RelayError: Advised {
    package var remedy: Remedy {
        switch self {
        case .fileUnreadable, .fileUnwritable, .cannotListen: .examine
        case .configurationInvalid, .settingInvalid: .correctText
        case .regionUnreadable(let error): error.remedy
        case .registryInvalid(let error): error.remedy
        case .registryWentBack: .keepAsEvidence
        case .policyMissing: .seePolicy
        case .relayUnregistered: .seeRegistry
        case .identityInvalid: .seeRing
        case .storeMissing, .logWentBack, .signedUnreadable: .restore
        case .logContradicts: .keepAsEvidence
        }
    }
}

extension RelayError: Ending {
    package var status: ExitStatus {
        switch self {
        case .cannotListen: .unavailable
        case .registryInvalid, .storeMissing, .logWentBack, .logContradicts, .signedUnreadable:
            .badData
        default: .configuration
        }
    }
}
