/// A language sentences are spoken in.
package enum Language: String, CaseIterable, Sendable, Hashable {
    case swedish = "sv"
    case english = "en"

    /// The language of a process: the first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is set decides,
    /// as POSIX has it. Unset, `C` and `POSIX` are Swedish, the users' own; so is any language that
    /// is not English.
    package init(environment: [String: String]) {
        let locale =
            ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
            .compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let tag = locale.prefix { $0 != "_" && $0 != "." && $0 != "@" }
        self = Language(rawValue: tag.lowercased()) ?? .swedish
    }

    /// The language a command line asks for with `--lang`, else that of its process: for what is
    /// said when the command line could not be read.
    package init(arguments: [String], environment: [String: String]) {
        let option = "--lang"
        let apart = arguments.firstIndex(of: option).flatMap { index in
            index + 1 < arguments.count ? arguments[index + 1] : nil
        }
        let joined = arguments.first { $0.hasPrefix(option + "=") }?.dropFirst(option.count + 1)
        let asked = (apart ?? joined.map(String.init)).flatMap(Language.init(rawValue:))
        self = asked ?? Language(environment: environment)
    }
}
