package import ArgumentParser
package import Wording

// The parser takes the texts of its help when a command's configuration or options are first made.
// The language is known before that, from `--lang` on the command line or the environment; so both
// languages stand beside the option they speak of, and one without the other cannot be written.

/// A text of the help in the language this process speaks.
package func spoken(sv swedish: String, en english: String) -> String {
    Phrase(sv: swedish, en: english)[.ofProcess]
}

extension ArgumentHelp {
    /// - Parameter value: what stands for the value in the usage.
    package init(sv swedish: String, en english: String, value: ValueName? = nil) {
        self.init(spoken(sv: swedish, en: english), valueName: value?.phrase[.ofProcess])
    }
}

/// What stands for an option's value: `<nivå>`.
package enum ValueName {
    case actor, address, approval, audience, code, compartment, condition, count, country, digest
    case directory, directoryOrFile, file, forum, function, gate, id, language, level, name
    case provision, reason, setting, size, status, time, type, url, vkey

    package var phrase: Phrase {
        switch self {
        case .actor: Phrase(sv: "aktör", en: "actor")
        case .address: Phrase(sv: "värd:port", en: "host:port")
        case .approval: Phrase(sv: "godkännande", en: "approval")
        case .audience: Phrase(sv: "krets", en: "audience")
        case .code: Phrase(sv: "kod", en: "code")
        case .compartment: Phrase(sv: "område", en: "compartment")
        case .condition: Phrase(sv: "villkor", en: "condition")
        case .count: Phrase(sv: "antal", en: "number")
        case .country: Phrase(sv: "land", en: "country")
        case .digest: Phrase(verbatim: "sha256")
        case .directory: Phrase(sv: "katalog", en: "directory")
        case .directoryOrFile: Phrase(sv: "katalog|fil", en: "directory|file")
        case .file: Phrase(sv: "fil", en: "file")
        case .forum: Phrase(verbatim: "forum")
        case .function: Phrase(sv: "funktion", en: "function")
        case .gate: Phrase(sv: "grind", en: "gate")
        case .id: Phrase(verbatim: "id")
        case .language: Phrase(verbatim: "sv|en")
        case .level: Phrase(sv: "nivå", en: "level")
        case .name: Phrase(sv: "namn", en: "name")
        case .provision: Phrase(sv: "lagrum", en: "provision")
        case .reason: Phrase(sv: "skäl", en: "reason")
        case .setting: Phrase(sv: "nyckel=värde", en: "key=value")
        case .size: Phrase(sv: "storlek", en: "size")
        case .status: Phrase(verbatim: "status")
        case .time: Phrase(sv: "tid", en: "time")
        case .type: Phrase(sv: "typ", en: "type")
        case .url: Phrase(verbatim: "url")
        case .vkey: Phrase(verbatim: "vkey")
        }
    }
}
