import Identity
import Labels
import Policies
import Speaking
import Wording

/// A policy's access matrix in the forms people and programs read.
struct MatrixPage {
    let policy: Policy
    let status: StatusKind
    let levels: [Level]
    let modes: [ModeMatrix]

    /// `UT`, `U`, `T`, or what stands in the way.
    private func word(_ cell: ModeMatrix.Cell, _ language: Language) -> String {
        let letters = [
            cell.originates ? Self.originates[language] : nil,
            cell.reads ? Self.reads[language] : nil,
        ].compactMap(\.self).joined()
        return letters.isEmpty ? "–" : letters
    }

    private static let originates = Phrase(sv: "U", en: "O")
    private static let reads = Phrase(sv: "T", en: "R")
    private static let legend = Phrase(
        sv: "U: får upprätta. T: får ta del av. –: varken eller.",
        en: "O: may originate. R: may read. –: neither.")

    private func limits(of mode: ModeMatrix) -> [ModeLimitReport] {
        policy.modes[mode.mode]?.limits.map(ModeLimitReport.init) ?? []
    }

    private func name(of mode: ModeMatrix) -> String {
        policy.modes[mode.mode]?.name ?? mode.mode.text
    }
}

// MARK: Text

extension MatrixPage {
    func show(_ output: Output) {
        for mode in modes {
            let heading = "\(name(of: mode)) (\(mode.mode)), \(output.word(status.phrase))"
            output.say(Phrase(verbatim: heading))
            var table = Table(
                [Phrase(sv: "aktör", en: "actor")]
                    + levels.map { Phrase(verbatim: $0.name) }
                    + [Phrase(sv: "stannar på", en: "stopped by")])
            for row in mode.rows {
                table.add(
                    [row.actor.text]
                        + levels.map { row.cells[$0].map { word($0, output.language) } ?? "" }
                        + [stops(row).map(\.rawValue).joined(separator: " ")])
            }
            output.show(table)
            for limit in limits(of: mode) { output.say(limit.phrase) }
            output.say(Phrase(verbatim: ""))
        }
        output.say(Self.legend)
    }

    /// Gates that keep the actor from a whole level.
    private func stops(_ row: ModeMatrix.Row) -> [GateID] {
        let gates = row.cells.values.reduce(into: Set<GateID>()) { $0.formUnion($1.gates) }
        return GateID.allCases.filter(gates.contains)
    }
}

// MARK: CSV and JSON

extension MatrixPage {
    /// RFC 4180: a heading, then a line for each mode, actor and level.
    var csv: String {
        let lines = document.rows.map { row in
            [
                row.mode, row.status, row.actor, row.level, row.originatesTo.isEmpty ? "0" : "1",
                row.readsFrom.isEmpty ? "0" : "1", row.originatesTo.joined(separator: " "),
                row.readsFrom.joined(separator: " "), row.gates.joined(separator: " "),
            ]
        }
        let heading = [
            "mode", "status", "actor", "level", "originates", "reads", "originates-to",
            "reads-from", "gates",
        ]
        // Names and gates hold no character that would need quotes.
        return ([heading] + lines).map { $0.joined(separator: ",") }.joined(separator: "\r\n")
    }

    var document: Document {
        Document(
            region: policy.region.text, status: status.rawValue, isExample: policy.isExample,
            modes: modes.map { mode in
                Document.Mode(mode: mode.mode.text, tightens: limits(of: mode))
            },
            rows: modes.flatMap { mode in
                mode.rows.flatMap { row in
                    levels.compactMap { level in
                        row.cells[level].map { Document.Row(mode, row.actor, level, status, $0) }
                    }
                }
            })
    }

    struct Document: Encodable {
        let region: String
        let status: String
        let isExample: Bool
        let modes: [Mode]
        let rows: [Row]

        struct Mode: Encodable {
            let mode: String
            let tightens: [ModeLimitReport]
        }

        struct Row: Encodable {
            let mode: String
            let status: String
            let actor: String
            let level: String
            let originatesTo: [String]
            let readsFrom: [String]
            let gates: [String]

            init(
                _ mode: ModeMatrix, _ actor: ActorID, _ level: Level, _ status: StatusKind,
                _ cell: ModeMatrix.Cell
            ) {
                self.mode = mode.mode.text
                self.status = status.rawValue
                self.actor = actor.text
                self.level = level.name
                originatesTo = cell.readers.map(\.text)
                readsFrom = cell.sources.map(\.text)
                gates = cell.gates.map(\.rawValue)
            }
        }
    }
}

// MARK: HTML

extension MatrixPage {
    /// One page that needs nothing else; the colours are the policy's.
    func html(in language: Language) -> String {
        let title = Phrase(
            sv: "Vem får upprätta och ta del av vad: \(policy.name)",
            en: "Who may originate and read what: \(policy.name)")[language]
        let example = Phrase(
            sv: "Policyn är ett exempel och ska ersättas innan den används skarpt.",
            en: "The policy is an example, to be replaced before it is used in earnest.")
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <title>\(escaped(title))</title>
            <style>
            body { font: 14px/1.4 sans-serif; margin: 2em; }
            table { border-collapse: collapse; margin-bottom: 2em; }
            th, td { border: 1px solid #999; padding: .2em .6em; text-align: left; }
            td.cell { text-align: center; }
            td.none { color: #767676; }
            </style>
            </head>
            <body>
            <h1>\(escaped(title))</h1>
            \(policy.isExample ? "<p><strong>\(escaped(example[language]))</strong></p>" : "")
            <p>\(escaped(Self.legend[language]))</p>
            \(modes.map { section($0, language) }.joined(separator: "\n"))
            </body>
            </html>
            """
    }

    private func section(_ mode: ModeMatrix, _ language: Language) -> String {
        let heads = levels.map { level in
            let rules = policy.rules(for: level)
            return """
                <th style="border-top: 4px solid \(rules?.colour ?? "#999999")">\
                \(escaped(level.phrase[language]))</th>
                """
        }
        let rows = mode.rows.map { row in
            let name = policy.actors[row.actor]?.name ?? row.actor.text
            let cells = levels.compactMap { row.cells[$0] }.map { cell in
                let isNone = !cell.originates && !cell.reads
                let gates = cell.gates.map(\.rawValue).joined(separator: " ")
                return """
                    <td class="cell\(isNone ? " none" : "")" title="\(escaped(gates))">\
                    \(word(cell, language))</td>
                    """
            }
            let stops = stops(row).map(\.rawValue).joined(separator: " ")
            return "<tr><td>\(escaped(name))</td>\(cells.joined())<td>\(escaped(stops))</td></tr>"
        }
        let actor = Phrase(sv: "Aktör", en: "Actor")[language]
        let stop = Phrase(sv: "Stannar på", en: "Stopped by")[language]
        return """
            <h2>\(escaped(name(of: mode))), \(status.phrase[language])</h2>
            <table>
            <tr><th>\(actor)</th>\(heads.joined())<th>\(stop)</th></tr>
            \(rows.joined(separator: "\n"))
            </table>
            \(limits(of: mode).map { "<p>\(escaped($0.phrase[language]))</p>" }.joined())
            """
    }
}
