import Identity
import Relay
import Speaking
import Wording

extension ConfigurationDefect {
    /// What is wrong, without where, and how it is written right.
    var sentence: Sentence {
        switch self {
        case .notYAML:
            Sentence(
                sv: "går inte att läsa som YAML.", en: "cannot be read as YAML.",
                hint: Phrase(
                    sv: "Varje rad är nyckel: värde; gränserna står indragna under limits:.",
                    en: "Each line is key: value; limits stand indented under limits:."))
        case .keyUnknown(let key):
            Sentence(
                sv: "inställningen \(key) finns inte.", en: "there is no setting \(key).",
                hint: Self.hint(for: key))
        case .keyMissing(let key):
            Sentence(
                sv: "\(key) saknas.", en: "\(key) is missing.",
                hint: Phrase(
                    sv: "Skriv \(key): i filen, eller --set \(key)=….",
                    en: "Write \(key): in the file, or --set \(key)=…."))
        case .valueInvalid(let key, let expected):
            Sentence(
                sv: "\(key) ska vara \(expected.phrase.swedish).",
                en: "\(key) must be \(expected.phrase.english).",
                hint: Phrase(
                    sv: "Skriv till exempel ”\(key): \(expected.example)”.",
                    en: "Write, for instance, “\(key): \(expected.example)”."))
        }
    }

    /// What it is most like, as a key or as a variable.
    private static func hint(for key: String) -> Phrase {
        let isVariable = key.hasPrefix(Setting.variablePrefix)
        let names = Setting.all.map { isVariable ? $0.variable : $0.key }
        guard let near = nearNames(to: key, among: names).first else {
            return Phrase(
                sv: "serve --print-config visar alla inställningar.",
                en: "serve --print-config shows every setting.")
        }
        return Phrase(sv: "Menades \(near)?", en: "Is \(near) meant?")
    }
}

extension SettingForm {
    fileprivate var phrase: Phrase {
        switch self {
        case .name: Phrase(sv: "reläets namn", en: "the relay's name")
        case .address: Phrase(sv: "värd:port", en: "host:port")
        case .ownAddress:
            Phrase(sv: "värd:port på den här maskinen", en: "host:port of this machine alone")
        case .path: Phrase(sv: "en sökväg", en: "a path")
        case .digest: Phrase(sv: "SHA-256 i hexadecimal form", en: "SHA-256 in hexadecimal")
        case .wholeNumber(let bounds):
            Phrase(
                sv: "ett heltal från \(bounds.lowerBound) till \(bounds.upperBound)",
                en: "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
        case .oneOf(let words):
            Phrase(
                sv: "något av " + words.joined(separator: ", "),
                en: "one of " + words.joined(separator: ", "))
        case .relays:
            Phrase(
                sv: "all, none eller reläers namn med komma emellan",
                en: "all, none or names of relays with commas between")
        }
    }

    /// A value that would do.
    fileprivate var example: String {
        switch self {
        case .name: "relay-1"
        case .address: "\"0.0.0.0:8443\""
        case .ownAddress: "\"127.0.0.1:8444\""
        case .path: "../region"
        case .digest: String(repeating: "0", count: 64)
        case .wholeNumber(let bounds): String(bounds.lowerBound)
        case .oneOf(let words): words.last ?? ""
        case .relays: "relay-2,relay-3"
        }
    }
}
