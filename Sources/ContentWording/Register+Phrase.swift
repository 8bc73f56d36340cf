package import Node
package import Registers
package import Wording

extension RegisterEvent.Kind {
    package var phrase: Phrase {
        switch self {
        case .received: Phrase(sv: "mottaget", en: "received")
        case .kept: Phrase(sv: "eget exemplar", en: "own exemplar")
        case .issued: Phrase(sv: "utsänt", en: "issued")
        case .copied: Phrase(sv: "kopierat", en: "copied")
        case .extracted: Phrase(sv: "utdrag", en: "extracted")
        case .printed: Phrase(sv: "utskrivet", en: "printed")
        case .exported: Phrase(sv: "uttaget som fil", en: "exported")
        case .shown: Phrase(sv: "visat", en: "shown")
        case .handed: Phrase(sv: "överlämnat", en: "handed over")
        case .receipt: Phrase(sv: "kvitterat", en: "receipted")
        case .returned: Phrase(sv: "återlämnat", en: "returned")
        case .destroyed: Phrase(sv: "förstört", en: "destroyed")
        case .missing: Phrase(sv: "saknas", en: "missing")
        case .found: Phrase(sv: "återfunnet", en: "found")
        }
    }
}

extension RegisterAct.Part {
    package var phrase: Phrase {
        switch self {
        case .holder: Phrase(sv: "innehavare (--to)", en: "a holder (--to)")
        case .person: Phrase(sv: "person (--named)", en: "a person (--named)")
        case .decision:
            Phrase(
                sv: "beslut (--decision, --decided-by)", en: "a decision (--decision, --decided-by)"
            )
        case .remark: Phrase(sv: "anmärkning (--remark)", en: "a remark (--remark)")
        }
    }
}

extension Exemplar.State {
    package var phrase: Phrase {
        switch self {
        case .held: Phrase(sv: "finns", en: "held")
        case .missing: Phrase(sv: "SAKNAS", en: "MISSING")
        case .destroyed: Phrase(sv: "förstört", en: "destroyed")
        }
    }
}

extension RegisterEntry.Direction {
    package var phrase: Phrase {
        switch self {
        case .received: Phrase(sv: "från", en: "from")
        case .sent: Phrase(sv: "till", en: "to")
        }
    }
}

extension Inventory.Reason {
    package var phrase: Phrase {
        switch self {
        case .interval: Phrase(sv: "tidsintervall", en: "interval")
        case .holderChange: Phrase(sv: "byte av innehavare", en: "change of holder")
        case .keyLost: Phrase(sv: "förlorad nyckel eller kod", en: "lost key or code")
        case .unattended: Phrase(sv: "obevakad förvaring", en: "unattended storage")
        case .assignmentEnded: Phrase(sv: "uppdrag upphör", en: "end of assignment")
        }
    }
}

extension Inventory.Finding {
    package var phrase: Phrase {
        switch self {
        case .present: Phrase(sv: "finns", en: "present")
        case .missing: Phrase(sv: "SAKNAS", en: "MISSING")
        case .differs: Phrase(sv: "AVVIKER", en: "DIFFERS")
        }
    }
}

extension Incident.Kind {
    package var phrase: Phrase {
        switch self {
        case .exemplarMissing: Phrase(sv: "exemplar saknas", en: "exemplar missing")
        case .exemplarDiffers: Phrase(sv: "exemplar avviker", en: "exemplar differs")
        }
    }
}

extension Incident.State {
    package var phrase: Phrase {
        switch self {
        case .opened: Phrase(sv: "ÖPPEN", en: "OPEN")
        case .reported: Phrase(sv: "anmäld", en: "reported")
        case .closed: Phrase(sv: "avslutad", en: "closed")
        }
    }
}

extension Incident.Addressee {
    package var phrase: Phrase {
        switch self {
        case .securityPolice:
            Phrase(
                sv: "Säkerhetspolisen (inom försvarets område även Försvarsmakten)",
                en: "the Swedish Security Service (in the defence area also Försvarsmakten)")
        case .exerciseControl:
            Phrase(
                sv: "övningsledningen; ingenting anmäls utanför övningen",
                en: "exercise control; nothing is reported outside the exercise")
        case .ownSecurityChief:
            Phrase(
                sv: "den egna säkerhetsskyddschefen, som avgör om någon mer ska veta",
                en: "one's own security chief, who decides whether anybody else is told")
        }
    }
}

extension ReportReply.Knowledge.How {
    package var phrase: Phrase {
        switch self {
        case .delivered: Phrase(sv: "levererat", en: "delivered")
        case .opened: Phrase(sv: "öppnat", en: "opened")
        case .acknowledged: Phrase(sv: "kvitterat", en: "acknowledged")
        case .copied: RegisterEvent.Kind.copied.phrase
        case .extracted: RegisterEvent.Kind.extracted.phrase
        case .printed: RegisterEvent.Kind.printed.phrase
        case .exported: RegisterEvent.Kind.exported.phrase
        case .handed: RegisterEvent.Kind.handed.phrase
        case .shown: RegisterEvent.Kind.shown.phrase
        }
    }
}
