import Testing
import Wording

struct LanguageTests {
    @Test(arguments: [
        [:], ["LANG": ""], ["LANG": "C"], ["LANG": "POSIX"], ["LANG": "C.UTF-8"],
        ["LANG": "sv_SE.UTF-8"], ["LANG": "fi_FI"], ["LC_ALL": "sv", "LANG": "en"],
        ["LC_ALL": "", "LC_MESSAGES": "sv_FI", "LANG": "en_US"],
    ])
    func `the users' own language is spoken unless English is asked for`(
        _ environment: [String: String]
    ) {
        #expect(Language(environment: environment) == .swedish)
    }

    @Test(arguments: [
        ["LANG": "en"], ["LANG": "en_GB.UTF-8"], ["LC_ALL": "en_US", "LANG": "sv_SE"],
        ["LC_MESSAGES": "en@euro", "LANG": "sv_SE"],
    ])
    func `English is spoken where the locale says so`(_ environment: [String: String]) {
        #expect(Language(environment: environment) == .english)
    }
}
