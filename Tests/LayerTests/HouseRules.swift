/// Rules about single files.
enum HouseRules {
    static func breaches(in house: House) -> [Breach] {
        house.files.flatMap(breaches)
    }

    private static func breaches(of file: House.File) -> [Breach] {
        if file.isGenerated { return [] }
        let (path, room, swift) = (file.path, file.room, file.swift)
        var breaches: [Breach] = []
        func forbid(
            _ rule: String, _ pattern: Regex<Substring>, words: [StaticString], in lines: [String]
        ) {
            guard words.contains(where: file.text.holds) else { return }
            for line in SwiftText.hits(pattern, words: words, in: lines) {
                breaches.append(Breach(rule, path, line, swift.raw[line - 1]))
            }
        }
        forbid(
            "trap on what may come from outside", /\bfatalError\b|\btry!|\bas!/,
            words: ["fatalError", "try!", "as!"], in: swift.code)
        forbid(
            "unfinished", /\b(?:TODO|FIXME|XXX|HACK)\b/, words: ["TODO", "FIXME", "XXX", "HACK"],
            in: swift.raw)
        forbid("path of one machine", machinePath, words: ["work/", "home/"], in: swift.raw)
        if !ImportTable.executables.contains(room) {
            forbid(
                "loose task", /\bTask\s*(?:<[^>]*>)?\s*(?:\{|\(|\.detached\b|\.immediate\b)/,
                words: ["Task"], in: swift.code)
        }
        if ImportTable.core.contains(room) {
            forbid(
                "hidden clock, chance or file in the core", ambient, words: ambientWords,
                in: swift.code)
        }
        breaches += swedishInEnglish(file)
        return breaches + unexplained(swift, path: path, room: room) + length(swift, path: path)
    }

    /// Lines a file may have; a longer one says why: `// Long on purpose: …`.
    static let linesMaxCount = 350
    /// How far above or below its `// Safety:` line may stand.
    static let safetyReachLines = 8

    /// Rooms whose sentences stand with their language beside them.
    static let speaking: Set<String> = [
        "BudkavleCommand", "ContentWording", "RelayCommand", "Speaking", "Wording",
    ]
    /// Statutes, and who has a name in Swedish alone; and the demonstration's fictional approval.
    static let properNames = ["SäkF", "SäkL", "Försvarsmakten", "PÅHITTAT-GODKÄNNANDE-1"]
    /// They hold what is sent, and a policy, as somebody in Sweden would write them.
    private static let swedishCargo = ["DemoCargo.swift", "FoundRegion.swift"]

    /// Swedish letters where English is spoken, or in words that have no language.
    private static func swedishInEnglish(_ file: House.File) -> [Breach] {
        guard speaking.contains(file.room), !swedishCargo.contains(where: file.path.hasSuffix)
        else { return [] }
        return file.swift.literals.filter { literal in
            let rest = properNames.reduce(literal.text) { $0.replacing($1, with: "") }
            return literal.language != "sv" && rest.contains { "åäöÅÄÖ".contains($0) }
        }.map { Breach("Swedish in English", file.path, $0.line, $0.text) }
    }

    private static func length(_ swift: SwiftText, path: String) -> [Breach] {
        let count = swift.raw.last?.isEmpty == true ? swift.raw.count - 1 : swift.raw.count
        let isMeant = swift.comments.contains { $0.contains(/Long on purpose: \w/) }
        if count <= linesMaxCount || isMeant { return [] }
        return [Breach("file too long", path, count, "\(count) lines")]
    }

    /// Promises that the compiler takes on trust need a `// Safety:` line near them.
    ///
    /// In rooms that touch C the mere marker `unsafe` needs none: the compiler demands it at every
    /// call there, and what makes those calls sound is said where the pointers are made.
    private static func unexplained(_ swift: SwiftText, path: String, room: String) -> [Breach] {
        var promises = SwiftText.hits(
            /@unchecked\s+Sendable|\(unsafe\)/, words: ["@unchecked", "(unsafe)"], in: swift.code)
        if !ImportTable.touchingC.contains(room) {
            promises += SwiftText.hits(
                /\bunsafe\b|\bunsafeBitCast\b/, words: ["unsafe"], in: swift.code)
        }
        let safety = SwiftText.hits(/Safety: \S/, words: ["Safety"], in: swift.comments)
        return Set(promises).sorted().filter { line in
            !safety.contains { abs($0 - line) <= safetyReachLines }
        }.map { Breach("promise without a Safety line", path, $0, swift.raw[$0 - 1]) }
    }

    // Computed, because a regex is not Sendable.
    private static var ambient: Regex<Substring> {
        /\bDate(?:\(\)|\.now\b)|\b(?:Continuous|Suspending)Clock\b|\bFile(?:Manager|Handle)\b|\bProcessInfo\b|\bURLSession\b|\bSystemRandomNumberGenerator\b|\.(?:randomElement|shuffled)\(\)|\.random\(in: [^,()]*\)|\bprint\(|\bTask\b/
    }

    private static let ambientWords: [StaticString] = [
        "Date", "Clock", "File", "ProcessInfo", "URLSession", "andom", "shuffled", "print", "Task",
    ]

    /// Written so that this file does not break it.
    private static var machinePath: Regex<Substring> { /(?:^|[^\w.})\/])[\/](?:work|home)[\/]/ }
}
