package import Labels

// The field's own words for the values of a label, as they stand in tables and running text.

extension Level {
    package var phrase: Phrase {
        switch self {
        case .open: Phrase(sv: "öppen", en: "open")
        case .secrecy: Phrase(sv: "sekretess", en: "secrecy (OSL)")
        case .restricted: Phrase(sv: "begränsat hemlig (BH)", en: "restricted (BH)")
        case .confidential: Phrase(sv: "konfidentiell (K)", en: "confidential (K)")
        case .secret: Phrase(sv: "hemlig (H)", en: "secret (H)")
        case .topSecret: Phrase(sv: "kvalificerat hemlig (KH)", en: "top secret (KH)")
        }
    }
}

extension StatusKind {
    package var phrase: Phrase {
        switch self {
        case .actual: Phrase(sv: "skarpt", en: "actual")
        case .exercise: Phrase(sv: "övning", en: "exercise")
        case .test: Phrase(sv: "test", en: "test")
        }
    }
}

extension Suite {
    package var phrase: Phrase {
        switch self {
        case .signed: Phrase(sv: "signed (underskrivet, i klartext)", en: "signed (in plain)")
        case .sealed: Phrase(sv: "sealed (förseglat)", en: "sealed")
        case .layered: Phrase(sv: "layered (dubbelt förseglat)", en: "layered (sealed twice)")
        }
    }
}

extension MessageKind {
    package var phrase: Phrase {
        switch self {
        case .notice: Phrase(sv: "informationsunderrättelse", en: "notice")
        case .picture: Phrase(sv: "lägesbild", en: "situation picture")
        case .request: Phrase(sv: "begäran", en: "request")
        case .direction: Phrase(sv: "inriktning", en: "direction")
        case .activation: Phrase(sv: "aktivering", en: "activation")
        case .file: Phrase(sv: "fil", en: "file")
        case .receipt: Phrase(sv: "kvittens", en: "receipt")
        case .heartbeat: Phrase(sv: "livstecken", en: "heartbeat")
        }
    }
}

extension Precedence {
    package var phrase: Phrase {
        switch self {
        case .flash: Phrase(sv: "blixt", en: "flash")
        case .immediate: Phrase(sv: "omedelbar", en: "immediate")
        case .priority: Phrase(sv: "prioriterad", en: "priority")
        case .routine: Phrase(sv: "rutin", en: "routine")
        }
    }
}

extension CarrierKind {
    package var phrase: Phrase {
        switch self {
        case .relay: Phrase(sv: "relä", en: "relay")
        case .peer: Phrase(sv: "direkt mellan noder", en: "peer node")
        case .bundle: Phrase(sv: "paket på USB", en: "bundle")
        case .qr: Phrase(sv: "QR-ark", en: "QR sheets")
        case .thin: Phrase(sv: "tunn länk", en: "thin link")
        case .wis: Phrase(sv: "WIS", en: "WIS")
        }
    }
}

extension Caveat {
    package var phrase: Phrase {
        switch self {
        case .noForward: Phrase(sv: "får ej vidarebefordras", en: "no forwarding")
        case .namedPersonsOnly: Phrase(sv: "endast namngivna personer", en: "named persons only")
        case .noCopy: Phrase(sv: "får ej kopieras", en: "no copying")
        case .oralOnly: Phrase(sv: "endast muntlig föredragning", en: "oral briefing only")
        }
    }
}
