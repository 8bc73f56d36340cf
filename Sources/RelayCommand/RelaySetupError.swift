import Speaking
import Wording

/// What can be wrong with what an operator asks of a relay's directory.
enum RelaySetupError: Error, Equatable {
    case alreadyExists(path: String)
    /// Not `host:port`.
    case addressInvalid(option: String, text: String)
    /// Figures and health are for this machine alone.
    case addressPublic(text: String)
    /// A relay that is to be let in is not cut off.
    case notCutOff(relay: String)
}

extension RelaySetupError: Worded {
    var sentence: Sentence {
        switch self {
        case .alreadyExists(let path):
            Sentence(
                sv: "\(path) finns redan.", en: "\(path) exists already.",
                hint: Phrase(sv: "Välj en ny katalog.", en: "Choose a new directory."))
        case .addressInvalid(let option, let text):
            Sentence(
                sv: "”\(text)” går inte att använda för \(option).",
                en: "“\(text)” cannot be used for \(option).",
                hint: Phrase(
                    sv: "Adresser skrivs värd:port, till exempel 0.0.0.0:8443.",
                    en: "Addresses are written host:port, for instance 0.0.0.0:8443."))
        case .addressPublic(let text):
            Sentence(
                sv: "--admin \(text) är inte bara för den här maskinen.",
                en: "--admin \(text) is not for this machine alone.",
                hint: Phrase(
                    sv: "Skriv 127.0.0.1 eller [::1] och en port.",
                    en: "Write 127.0.0.1 or [::1] and a port."))
        case .notCutOff(let relay):
            Sentence(
                sv: "\(relay) är inte avstängt.", en: "\(relay) is not cut off.",
                hint: Phrase(
                    sv: "budkavle-relay peers visar vilka reläer som är det.",
                    en: "budkavle-relay peers shows which relays are."))
        }
    }
}

extension RelaySetupError: Advised {
    var remedy: Remedy { .seeHelp }
}

extension RelaySetupError: Ending {
    var status: ExitStatus { .usage }
}
