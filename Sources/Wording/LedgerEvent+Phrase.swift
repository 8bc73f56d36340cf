package import Ledger

extension LedgerEvent {
    /// What an entry says, for people who read many logs at once.
    package var phrase: Phrase {
        switch self {
        case .accepted: Phrase(sv: "Meddelande mottaget", en: "Message accepted")
        case .supplemented: Phrase(sv: "Meddelande kompletterat", en: "Message supplemented")
        case .attached: Phrase(sv: "Bilaga mottagen", en: "Attachment accepted")
        case .refused: Phrase(sv: "Meddelande avvisat", en: "Message refused")
        case .delivered: Phrase(sv: "Meddelande utlämnat", en: "Message handed out")
        case .withheld: Phrase(sv: "Meddelande hålls inne", en: "Message withheld")
        case .sent: Phrase(sv: "Meddelande sänt", en: "Message sent")
        case .released: Phrase(sv: "Meddelande frisläppt", en: "Message released")
        case .opened: Phrase(sv: "Meddelande öppnat", en: "Message opened")
        case .acknowledged: Phrase(sv: "Meddelande bekräftat", en: "Message acknowledged")
        case .expired: Phrase(sv: "Meddelande förfallet", en: "Message expired")
        case .quarantined:
            Phrase(
                sv: "Meddelande under röjd nyckel satt i karantän",
                en: "Message under a compromised key quarantined")
        case .keyDestroyed: Phrase(sv: "Nyckel förstörd", en: "Key destroyed")
        case .receipt: Phrase(sv: "Kvittens mottagen", en: "Receipt taken in")
        case .registry: Phrase(sv: "Registret ändrat", en: "Registry changed")
        case .policy: Phrase(sv: "Policyn ändrad", en: "Policy changed")
        case .freshness: Phrase(sv: "Färskhetsnot mottagen", en: "Freshness note taken in")
        case .exercise: Phrase(sv: "Övning ändrad", en: "Exercise changed")
        case .activation: Phrase(sv: "Aktivering ändrad", en: "Activation changed")
        case .roster: Phrase(sv: "Personlistan ändrad", en: "Roster changed")
        case .alert: Phrase(sv: "Avisering", en: "Alert")
        case .signIn: Phrase(sv: "Inloggning avvisad", en: "Sign-in refused")
        case .breakGlass: Phrase(sv: "Nödöppning", en: "Break-glass")
        case .register: Phrase(sv: "Exemplarregistret ändrat", en: "Register of exemplars changed")
        case .inventory: Phrase(sv: "Inventering", en: "Inventory")
        case .incident: Phrase(sv: "Incident", en: "Incident")
        case .report: Phrase(sv: "Rapport framtagen", en: "Report made")
        case .drill: Phrase(sv: "Vägar övade", en: "Ways drilled")
        case .logReview: Phrase(sv: "Loggen granskad", en: "Log reviewed")
        case .witnessed:
            Phrase(sv: "En logg motsäger sig själv", en: "A log contradicts itself")
        case .cutOff:
            Phrase(
                sv: "Ett relä motsäger sig självt och är avstängt",
                en: "A relay contradicts itself and is cut off")
        case .readmitted: Phrase(sv: "Ett relä släppt in igen", en: "A relay let in again")
        case .erased: Phrase(sv: "Poster gallrade", en: "Entries disposed of")
        case .started: Phrase(sv: "Start", en: "Start")
        case .stopped: Phrase(sv: "Stopp", en: "Stop")
        case .restored: Phrase(sv: "Lagret återlagt från kopia", en: "Store restored from a copy")
        }
    }
}
