import ArgumentParser
import Bundles
import ContentWording
import Files
import Identity
import Node
import Speaking
import Wording

struct BundleInspect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: spoken(
            sv: "Visar vad en bunt är, utan att ta in den.",
            en: "Shows what a bundle is, without taking it in."),
        discussion: spoken(
            sv: """
                Utan nyckel: storlek och adress. Med --key-file, eller när noden körs, också vad \
                den innehåller, om den är till noden.
                """,
            en: """
                Without a key: size and destination. With --key-file, or while the node runs, also \
                what it holds, if it is for the node.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    @Argument(
        help: ArgumentHelp(sv: "Bunten.", en: "The bundle.", value: .file),
        completion: .file(extensions: ["kavle"]))
    var file: String

    func run() async throws {
        let inspection = try await inspection()
        try global.output.show(InspectionReport(inspection, in: global.output)) {
            $0.show(inspection)
        }
        if inspection.contents?.distrust != nil { throw CommandError.told(.badData) }
        switch inspection.refusal {
        case nil, .elsewhere: break
        default: throw CommandError.told(.badData)
        }
    }

    private func inspection() async throws -> BundleInspection {
        let session = NodeSession(global, unlocking)
        let call = NodeCall.inspectBundle(absolutePath(file))
        let reply =
            unlocking.keyFile == nil
            ? try await session.callRunning(call) : try await session.call(call)
        if case .inspected(let inspection)? = reply { return inspection }
        let file = try OpenFile(reading: file)
        let opening = try BundleOpening(
            parsing: file.bytes(at: 0, count: BundleOpening.byteCountMax))
        return BundleInspection(
            destination: opening.destination.text, bytes: try file.byteCount())
    }
}

extension Output {
    fileprivate func show(_ inspection: BundleInspection) {
        say(
            sv: "Bunt till \(inspection.destination), \(inspection.bytes) byte.",
            en: "Bundle to \(inspection.destination), \(inspection.bytes) bytes.")
        if let refusal = inspection.refusal { say(refusal.advice) }
        guard let contents = inspection.contents else { return }
        say(
            sv: "Del \(contents.part) av \(contents.partCount) från \(contents.from), "
                + "\(contents.status), gjord \(contents.created).",
            en: "Part \(contents.part) of \(contents.partCount) from \(contents.from), "
                + "\(contents.status), made \(contents.created).")
        if let distrust = contents.distrust {
            say(distrust.advice)
        } else {
            say(
                sv: "Hel, och undertecknad av avsändarens nod.",
                en: "Whole, and signed by the sender's node.")
        }
        for (kind, count) in contents.entries.sorted(by: { $0.key < $1.key }) {
            say(Phrase(verbatim: "  \(kind): \(count)"))
        }
        guard !contents.messages.isEmpty else { return }
        var table = Table([
            Phrase(sv: "Id", en: "Id"), Phrase(sv: "Från", en: "From"),
            Phrase(sv: "Nivå", en: "Level"), Phrase(sv: "Brådska", en: "Precedence"),
            Phrase(sv: "Ålder", en: "Age"), Phrase(sv: "Byte", en: "Bytes"),
        ])
        for message in contents.messages {
            table.add([
                String(message.id.prefix(idShownCharacters)), message.originator, message.level,
                word(precedencePhrase(message.precedence)), age(message.created),
                String(message.bytes),
            ])
        }
        show(table)
    }
}

/// Why something about a bundle does not hold: a code that does not change, and the sentence.
struct Reason: Encodable {
    let code: String
    let text: String

    init(_ error: BundleError, in output: Output) {
        let name = Mirror(reflecting: error).children.first?.label ?? String(describing: error)
        self.init(code: "BundleError.\(name)", text: output.word(error.sentence.text))
    }

    init(_ refusal: BundleRefusal, in output: Output) {
        switch refusal {
        case .bundle(let error): self.init(error, in: output)
        case .unreadable:
            self.init(code: "unreadable", text: output.word(refusal.sentence.text))
        }
    }

    private init(code: String, text: String) {
        self.code = code
        self.text = text
    }
}

/// What the command writes as JSON.
private struct InspectionReport: Encodable {
    struct Contents: Encodable {
        let bundle: String
        let part: Int
        let partCount: Int
        let from: String
        let status: String
        let created: Timestamp
        let distrust: Reason?
        let entries: [String: Int]
        let messages: [BundleInspection.Message]
    }

    let destination: String
    let bytes: UInt64
    let contents: Contents?
    let refusal: Reason?

    init(_ inspection: BundleInspection, in output: Output) {
        destination = inspection.destination
        bytes = inspection.bytes
        refusal = inspection.refusal.map { Reason($0, in: output) }
        contents = inspection.contents.map { contents in
            Contents(
                bundle: contents.bundle, part: contents.part, partCount: contents.partCount,
                from: contents.from, status: contents.status, created: contents.created,
                distrust: contents.distrust.map { Reason($0, in: output) },
                entries: contents.entries, messages: contents.messages)
        }
    }
}
