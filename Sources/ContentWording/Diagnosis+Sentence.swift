package import Node
package import Wording

extension Diagnosis {
    /// What was found; for a warning or a failure, what to do.
    package var sentence: Sentence {
        switch check {
        case .node, .registry, .policy, .freshness: regionSentence
        case .clock: clockSentence
        case .keys: keysSentence
        case .coreDumps, .swap, .disk: machineSentence
        case .vault: vaultSentence
        case .ledger: ledgerSentence
        case .relays, .rungs: relaySentence
        case .alerts: alertSentence
        }
    }

    private var clockSentence: Sentence {
        switch self {
        case .clockAgrees(let witness, let seconds):
            Sentence(
                sv: "Klockan stämmer med \(witness.phrase.swedish) (\(seconds) s).",
                en: "The clock agrees with \(witness.phrase.english) (\(seconds) s).")
        case .clockDrifts(let witness, let seconds):
            Sentence(
                sv: "Klockan skiljer sig \(seconds) s från \(witness.phrase.swedish).",
                en: "The clock differs by \(seconds) s from \(witness.phrase.english).",
                hint: Phrase(
                    sv: "Över fem minuter tas inget in. Ställ den: timedatectl set-ntp true.",
                    en: "Beyond five minutes nothing is taken in. Set it: timedatectl set-ntp true."
                ))
        case .clockWrong(let witness, let seconds): witness.sentence(secondsAhead: seconds)
        case .relayClockWrong(let relay, let seconds):
            Sentence(
                sv: "Klockan på \(relay) skiljer sig \(spanPhrase(seconds: abs(seconds)).swedish) "
                    + "från den här; ett annat relä håller med den här.",
                en: "The clock of \(relay) differs from this one by "
                    + "\(spanPhrase(seconds: abs(seconds)).english); another relay agrees with us.",
                hint: Phrase(
                    sv: "Säg till den som sköter \(relay).", en: "Tell whoever runs \(relay)."))
        default:
            Sentence(
                sv: "Klockan har inget att jämföras med: inget relä har svarat.",
                en: "There is nothing to compare the clock with: no relay has answered.",
                hint: Phrase(
                    sv: "Jämför den med en annan klocka: date --utc.",
                    en: "Compare it with another clock: date --utc."))
        }
    }

    private var vaultSentence: Sentence {
        switch self {
        case .vaultCurrent(let version):
            Sentence(
                sv: "Valvet är av version \(version), programmets egen.",
                en: "The vault is of version \(version), the program's own.")
        case .vaultOlder(let found, let known):
            Sentence(
                sv: "Valvet är av version \(found); nästa start gör det till \(known).",
                en: "The vault is of version \(found); the next start makes it \(known).",
                hint: Phrase(
                    sv: "En kopia läggs bredvid först: vault.sqlite.version-\(found).",
                    en: "A copy is laid beside it first: vault.sqlite.version-\(found)."))
        case .vaultTooOld(let found, let oldest):
            Sentence(
                sv: "Valvet är av version \(found), från före den första utgåvan (\(oldest)).",
                en: "The vault is of version \(found), from before the first release (\(oldest)).",
                hint: Phrase(
                    sv: "Läs ut det med det gamla programmet (inbox export) och gör noden på nytt.",
                    en: "Read it out with the old program (inbox export) and make the node anew."))
        case .vaultNewer(let found, let known):
            Sentence(
                sv: "Valvet är av version \(found); programmet känner \(known) och rör det inte.",
                en:
                    "The vault is of version \(found); the program knows \(known) and leaves it be.",
                hint: Phrase(sv: "Uppdatera Budkavle.", en: "Update Budkavle."))
        case .vaultForeign(let path):
            Sentence(
                sv: "\(path) är inget valv.", en: "\(path) is no vault.",
                hint: Phrase(
                    sv: "Behåll filen som bevis och återläs en säkerhetskopia av hela katalogen.",
                    en: "Keep the file as evidence and restore a backup of the whole directory."))
        case .vaultMissing(let path): NodeError.vaultMissing(path: path).sentence
        default: Sentence(sv: "Valvet är inte prövat.", en: "The vault was not examined.")
        }
    }

    private var ledgerSentence: Sentence {
        guard case .logReviewOverdue(let due, let waiting) = self else {
            return Sentence(
                sv: "Liggaren är inte prövad.", en: "The ledger was not examined.")
        }
        return overdueReview(due: due, waiting: waiting)
    }

    private var relaySentence: Sentence {
        switch self {
        case .relayAnswers(let relay, let milliseconds):
            Sentence(
                sv: "\(relay) svarar med sitt registrerade certifikat\(within(milliseconds)).",
                en: "\(relay) answers with its registered certificate\(within(milliseconds)).")
        case .relayFails(let relay, let problem): problem.sentence.prefixed(relay)
        case .relayUntried(let relay):
            Sentence(
                sv:
                    "\(relay) är inte prövat: ingen nod som körs har nått det, och nycklarna är låsta.",
                en: "\(relay) was not tried: no running node has reached it, and the keys are "
                    + "locked.",
                hint: Phrase(
                    sv: "budkavle doctor --key-file FIL prövar det.",
                    en: "budkavle doctor --key-file FILE tries it."))
        case .relayUnregistered(let url):
            Sentence(
                sv: "Registret har inget relä på \(url), som node.yaml anger.",
                en: "The registry has no relay at \(url), which node.yaml names.",
                hint: Phrase(
                    sv: "budkavle registry show visar dem som finns; rätta node.yaml.",
                    en: "budkavle registry show lists those there are; correct node.yaml."))
        case .rungRelay(let relays):
            Sentence(
                sv: "Väg: relä (\(relays.joined(separator: ", "))).",
                en: "Rung: relay (\(relays.joined(separator: ", "))).")
        case .rungWIS:
            Sentence(
                sv: "Väg: WIS alena, för öppet till alla. Inget relä går att använda; utkorgen "
                    + "behåller resten.",
                en: "Rung: WIS alone, for what is open to everybody. No relay can be used; the "
                    + "outbox keeps the rest.", hint: Self.routineHint)
        case .rungsUndrilled(let rungs):
            Sentence(
                sv: "Inte övade i den tid policyn begär: \(rungs.joined(separator: ", ")).",
                en: "Not drilled in the time policy asks for: \(rungs.joined(separator: ", ")).",
                hint: Phrase(
                    sv:
                        "budkavle node drill --to AKTÖR övar dem; med --by-hand det som bärs för hand.",
                    en:
                        "budkavle node drill --to ACTOR drills them; with --by-hand what goes by hand."
                ))
        case .rungNone:
            Sentence(
                sv: "Ingen väg: inget relä går att använda. Utkorgen behåller allt.",
                en: "No rung: no relay can be used. The outbox keeps everything.",
                hint: Self.routineHint)
        default:
            Sentence(
                sv: "Vägen är inte prövad.", en: "The rung was not tried.",
                hint: Phrase(
                    sv: "budkavle doctor --key-file FIL prövar den.",
                    en: "budkavle doctor --key-file FILE tries it."))
        }
    }

    private static let routineHint = Phrase(
        sv: "budkavle node status visar rutinen för varje nivå.",
        en: "budkavle node status shows the routine for each level.")

    private func within(_ milliseconds: Int64?) -> String {
        milliseconds.map { " (\($0) ms)" } ?? ""
    }
}
