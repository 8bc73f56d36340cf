import Node
import Wording

extension Diagnosis {
    var alertSentence: Sentence {
        switch self {
        case .alertsTold(let channel):
            Sentence(
                sv: "\(name(channel).swedish) tog emot den senaste notisen.",
                en: "\(name(channel).english) took the latest alert.")
        case .alertsUntried(let channel):
            Sentence(
                sv: "Vägen till \(channel):-adresser är inställd; inget har sänts dit än.",
                en: "The way to \(channel): addresses is set up; nothing has been sent there yet.")
        case .alertsFail(let channel, let problem):
            problem.sentence(at: Gateway(rawValue: channel) ?? .mailto)
        default:
            Sentence(
                sv: "Policyn låter inget gå över smala länkar; ingen får notiser.",
                en: "Policy lets nothing go over thin links; nobody is told.",
                hint: Phrase(
                    sv: "Den som beslutar policyn ger thin nivån oppen i carriers.yaml och "
                        + "levels.yaml.",
                    en: "Whoever decides policy gives thin the level oppen in carriers.yaml and "
                        + "levels.yaml."))
        }
    }

    private func name(_ channel: String) -> Phrase {
        Gateway(rawValue: channel)?.name.capitalised ?? Phrase(verbatim: channel)
    }
}
