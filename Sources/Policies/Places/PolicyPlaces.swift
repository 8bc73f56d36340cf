import Labels
import Yams

/// Where everything of a policy stands in its sources: for whoever explains a decision or reviews a
/// policy. No decision asks it.
///
/// Read from sources that compile; what cannot be read has no place.
package struct PolicyPlaces: Sendable {
    private var lists: [PolicyList: PolicyPlace] = [:]
    private var entries: [PolicyRecord: Entry] = [:]
    /// Sets of actors that are named as a group's, with how many times.
    private var mentions: [String: Int] = [:]

    private struct Entry {
        let place: PolicyPlace
        var fields: [String: PolicyPlace] = [:]
    }

    package init(of files: [String: [UInt8]]) {
        for (file, bytes) in files {
            let source = YAMLSource(file: file, issues: IssueCollector())
            guard case .mapping(let mapping)? = source.root(bytes)?.node else { continue }
            for (key, value) in mapping {
                let list = PolicyList.allCases.first { $0.file == file && $0.key == key.plainText }
                guard let list else { continue }
                lists[list] = Self.place(of: key, in: file)
                for item in value.sequence ?? [] { take(item, of: list) }
                count(value)
            }
        }
    }

    /// Where a list begins; where it would stand when the file has none.
    package func place(of list: PolicyList) -> PolicyPlace {
        lists[list] ?? PolicyPlace(file: list.file, line: 1, column: 1)
    }

    /// Where an entry, or one of its fields, stands; `nil` when there is no such entry.
    package func place(of record: PolicyRecord, _ field: String? = nil) -> PolicyPlace? {
        guard let entry = entries[record] else { return nil }
        return field.flatMap { entry.fields[$0] } ?? entry.place
    }

    /// The same, or the list where the entry is missing from.
    func placeOrList(_ record: PolicyRecord, _ field: String? = nil) -> PolicyPlace {
        place(of: record, field) ?? place(of: record.list)
    }

    /// Whether any list of actors names the group.
    func mentions(group name: String) -> Bool { mentions["group:" + name] != nil }

    private mutating func take(_ item: Node, of list: PolicyList) {
        let place = Self.place(of: item, in: list.file)
        guard case .mapping(let mapping) = item else {
            guard let text = item.plainText else { return }
            entries[PolicyRecord(list, text)] = Entry(place: place)
            return
        }
        var entry = Entry(place: place)
        for (key, _) in mapping {
            guard let name = key.plainText else { continue }
            entry.fields[name] = Self.place(of: key, in: list.file)
        }
        if list == .equivalences { take(rowsOf: mapping, into: &entry) }
        let record = PolicyRecord(list, Self.name(of: mapping, in: list))
        // Of two with one name the first: the compiler refuses the second, or they say the same.
        if entries[record] == nil { entries[record] = entry }
    }

    /// Each row of a table of equivalents, by the classification it is of.
    private func take(rowsOf mapping: Node.Mapping, into entry: inout Entry) {
        let rows = mapping.first { $0.key.plainText == "levels" }?.value.sequence
        for row in rows ?? [] {
            guard
                let theirs = row.mapping?.first(where: { $0.key.plainText == "theirs" })?.value
                    .plainText
            else { continue }
            entry.fields[Self.row(theirs)] = Self.place(of: row, in: PolicyList.equivalences.file)
        }
    }

    private static func row(_ theirs: String) -> String { "levels " + theirs }

    /// The row of a table of equivalents that gave an answer.
    package func place(of equivalent: EquivalentLevel) -> PolicyPlace {
        placeOrList(.equivalence(equivalent.table), Self.row(equivalent.theirs))
    }

    /// What keeps a classification from being anything here: the tables of its policy, or the list that
    /// has none.
    package func refusing(_ scheme: ForeignScheme, of policy: Policy) -> [PolicyPlace] {
        let tables = policy.equivalences.filter { $0.scheme == scheme }
        return tables.isEmpty
            ? [place(of: .equivalences)]
            : tables.map { placeOrList(.equivalence($0), "until") }.sorted()
    }

    private mutating func count(_ value: Node) {
        switch value {
        case .scalar(let scalar): mentions[scalar.string, default: 0] += 1
        case .sequence(let items): for item in items { count(item) }
        case .mapping(let mapping): for (_, item) in mapping { count(item) }
        case .alias: break
        }
    }

    /// As ``PolicyRecord`` names what is read from the entry.
    private static func name(of mapping: Node.Mapping, in list: PolicyList) -> String {
        func value(_ key: String) -> Node? { mapping.first { $0.key.plainText == key }?.value }
        func text(_ key: String) -> String { value(key)?.plainText ?? "" }
        switch list {
        case .levels: return (try? Level(text("level")))?.name ?? text("level")
        case .carriers: return text("kind")
        case .routines:
            let from = value("from").map { (try? Level($0.plainText ?? ""))?.name ?? "" }
            return "\(text("carrier")) \(from ?? Level.open.name)"
        case .grounds: return text("code")
        case .agreements, .agreementExemptions:
            let pair = (value("pair")?.sequence.map { Array($0) } ?? []).compactMap(\.plainText)
            return (pair.sorted() + [text("reference")]).joined(separator: " ")
        case .commitments: return "\(text("actor")) \(text("reference"))"
        case .equivalences: return "\(text("policy")) \(text("reference"))"
        case .systems:
            return value("relay") == nil
                ? "node:\(text("actor"))/\(text("node"))" : "relay:\(text("relay"))"
        default: return text("id")
        }
    }

    private static func place(of node: Node, in file: String) -> PolicyPlace {
        PolicyPlace(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }
}

extension Node {
    /// What stands there, where that is a scalar.
    fileprivate var plainText: String? { scalar?.string }
}

extension Policy {
    /// Where everything of this policy stands in the sources it was compiled from.
    package var places: PolicyPlaces { PolicyPlaces(of: sources) }
}
