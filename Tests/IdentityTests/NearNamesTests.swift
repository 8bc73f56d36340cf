import Identity
import Testing

struct NearNamesTests {
    private static let names = [
        "kommun-solna", "kommun-sollentuna", "kommun-stockholm", "region-stockholm", "sos-alarm",
        "stockholms-hamnar", "polisen-region-stockholm",
    ]

    @Test(arguments: [
        ("kommun-sona", ["kommun-solna"]), ("solna", ["kommun-solna"]),
        ("sos-alarmm", ["sos-alarm"]), ("sos-alrma", ["sos-alarm"]),
        ("kommun-solna-stad", ["kommun-solna"]),
        ("stockholm", ["kommun-stockholm", "region-stockholm", "stockholms-hamnar"]),
    ])
    func `names a few letters away, and those that hold the word, are offered, nearest first`(
        _ word: String, _ near: [String]
    ) {
        let found = nearNames(to: word, among: Self.names)
        #expect(Set(found) == Set(near) && found.count <= nearNamesMaxCount, "\(found)")
    }

    @Test(arguments: ["", "sos", "trafikverket", "sos-alarmera", String(repeating: "a", count: 65)])
    func `three letters away, or a short part, is not near`(_ word: String) {
        let names = word == "sos-alarmera" ? ["sos-alxrm"] : Self.names
        #expect(nearNames(to: word, among: names).isEmpty)
    }

    @Test(arguments: [("", "", 0), ("a", "", 1), ("ab", "ba", 2), ("kommun", "komun", 1)])
    func `edits are letters put in, left out or changed`(
        _ one: String, _ other: String, _ count: Int
    ) {
        #expect(one.edits(to: other) == count && other.edits(to: one) == count)
    }
}
