import Identity
import Node
import Policies
import Speaking
import Wording

/// An access review as people read it, and as a table for their programs.
struct AccessPage {
    private let access: AccessReply
    private let unusedAlone: Bool

    init(_ access: AccessReply, unusedAlone: Bool) {
        (self.access, self.unusedAlone) = (access, unusedAlone)
    }

    // MARK: For reading

    func show(_ output: Output) {
        let version = access.policyVersion.map(String.init) ?? "–"
        output.say(
            sv: "\(access.actor), \(access.status), policy version \(version); använt "
                + "\(access.from) till \(access.until).",
            en: "\(access.actor), \(access.status), policy version \(version); used "
                + "\(access.from) until \(access.until).")
        if !unusedAlone { output.show(persons(output)) }
        if !rights.isEmpty { output.show(rightsTable(output)) }
        if !ways.isEmpty { output.show(waysTable(output)) }
        if !access.unasked.isEmpty {
            let levels = access.unasked.joined(separator: ", ")
            output.say(
                sv: "Öppet för den som är vid noden, utan inloggning: \(levels).",
                en: "Open to whoever is at the node, without sign-in: \(levels).")
        }
        output.say(
            sv: "Oanvänt: \(access.unusedRights) av personers åtkomst, \(access.unusedWays) vägar.",
            en: "Unused: \(access.unusedRights) of persons' rights, \(access.unusedWays) ways.")
        if access.erased > 0 {
            output.say(
                sv: "\(access.erased) gallrade poster är inte räknade.",
                en: "\(access.erased) erased entries are not counted.")
        }
    }

    private typealias Right = (person: PersonID, right: AccessReply.PersonRight)

    /// What is permitted.
    private var rights: [Right] {
        access.persons.flatMap { person in
            person.rights.map { (person: person.person, right: $0) }
        }.filter { $0.right.isPermitted && (!unusedAlone || $0.right.isUnused) }
    }

    private var ways: [AccessReply.Way] {
        access.ways.filter { $0.isPermitted && (!unusedAlone || $0.isUnused) }
    }

    private func persons(_ output: Output) -> Table {
        var table = Table([
            Phrase(sv: "Person", en: "Person"), Phrase(sv: "Säkerhetsklass", en: "Clearance"),
            Phrase(sv: "Till", en: "Until"), Phrase(sv: "Funktioner", en: "Functions"),
        ])
        for person in access.persons {
            let functions = person.functions.map { "\($0.function) (\($0.until.rfc3339))" }
            table.add([
                person.person.text, person.clearance.map(\.description) ?? "–",
                person.clearanceUntil?.rfc3339 ?? "–",
                functions.isEmpty ? "–" : functions.joined(separator: ", "),
            ])
        }
        return table
    }

    private func rightsTable(_ output: Output) -> Table {
        var table = Table([
            Phrase(sv: "Person", en: "Person"), Phrase(sv: "Genom", en: "Through"),
            Phrase(sv: "Nivå", en: "Level"), Phrase(sv: "Till", en: "Until"),
            Phrase(sv: "Använt", en: "Used"), Phrase(sv: "Senast", en: "Last"),
        ])
        let limited = output.word(Phrase(sv: " (ringa omfattning)", en: " (limited extent)"))
        for (person, right) in rights {
            table.add([
                person.text, right.need ?? "–", right.level + (right.isLimited ? limited : ""),
                right.until?.rfc3339 ?? "–", word(right.use, output),
                right.use.last?.rfc3339 ?? "–",
            ])
        }
        return table
    }

    private func waysTable(_ output: Output) -> Table {
        var table = Table([
            Phrase(sv: "Aktör", en: "Actor"), Phrase(sv: "Får", en: "May"),
            Phrase(sv: "Nivå", en: "Level"), Phrase(sv: "Grund", en: "Ground"),
            Phrase(sv: "Avtal", en: "Agreement"), Phrase(sv: "Använt", en: "Used"),
            Phrase(sv: "Senast", en: "Last"),
        ])
        for way in ways {
            let direction =
                way.direction == .to
                ? Phrase(sv: "läsa av oss", en: "read of ours")
                : Phrase(sv: "sända till oss", en: "send to us")
            table.add([
                way.actor.text, output.word(direction), way.level, way.ground?.text ?? "–",
                way.agreements.isEmpty ? "–" : way.agreements.joined(separator: ", "),
                word(way.use, output), way.use.last?.rfc3339 ?? "–",
            ])
        }
        return table
    }

    private func word(_ use: AccessReply.Use, _ output: Output) -> String {
        use.count > 0 ? String(use.count) : output.word(Phrase(sv: "ALDRIG", en: "NEVER"))
    }

    // MARK: For programs

    var csv: String {
        let heading = [
            "who", "direction", "through", "level", "status", "permitted", "gates", "limited",
            "until", "ground", "forums", "agreements", "used", "last-used",
        ]
        let persons = access.persons.flatMap { person in
            person.rights.map { row(of: person.person, $0) }
        }
        return csvText([heading] + persons + access.ways.map(row))
    }

    private func row(of person: PersonID, _ right: AccessReply.PersonRight) -> [String] {
        [
            "person:\(person)", "", right.need ?? "", right.level, access.status,
            "\(right.isPermitted)", right.gates.joined(separator: " "), "\(right.isLimited)",
            right.until?.rfc3339 ?? "", "", "", "", "\(right.use.count)",
            right.use.last?.rfc3339 ?? "",
        ]
    }

    private func row(of way: AccessReply.Way) -> [String] {
        [
            "actor:\(way.actor)", way.direction.rawValue, "", way.level, access.status,
            "\(way.isPermitted)", way.gates.joined(separator: " "), "", "",
            way.ground?.text ?? "", way.forums.map(\.text).joined(separator: " "),
            way.agreements.joined(separator: " "), "\(way.use.count)",
            way.use.last?.rfc3339 ?? "",
        ]
    }
}
