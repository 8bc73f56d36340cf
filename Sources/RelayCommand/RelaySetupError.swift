import Speaking
import Wording

/// What can go wrong when a relay's directory is made.
enum RelaySetupError: Error, Equatable {
    case alreadyExists(path: String)
    /// Not `host:port`.
    case addressInvalid(option: String, text: String)
    /// Figures and health are for this machine alone.
    case addressPublic(text: String)
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
        }
    }
}

extension RelaySetupError: Advised {
    var remedy: Remedy { .seeHelp }
}

extension RelaySetupError: Ending {
    var status: ExitStatus { .usage }
}
