import ArgumentParser
import Files
import Foundation
import Handover
import Identity
import Node
import Regions
import Registry
import Speaking
import Wording

/// `registry import`: notes that came as files, into a region's directory or a node.
struct RegistryImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: spoken(
            sv: "Tar in registrets noter ur filer, till en regions katalog eller en nod.",
            en: "Takes notes of the registry from files, into a region's directory or a node."),
        discussion: spoken(
            sv: """
                Bara det som fortsätter kedjorna tas in. Motsäger en not en som finns här behålls \
                båda som bevis (registry evidence), och det som gällde gäller. Ett relä läser \
                regionens katalog igen inom en sekund.
                """,
            en: """
                Only what continues the chains is taken. Where a note contradicts one that is here \
                both are kept as evidence (registry evidence), and what held goes on. A relay reads \
                the region's directory again within a second.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Noter, ett registers katalog eller en regions.",
            en: "Notes, a registry's directory or a region's.", value: .directoryOrFile),
        completion: .file())
    var sources: [String]

    @OptionGroup var unlocking: NodeUnlocking
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        var files: [String: [UInt8]] = [:]
        for source in sources { files.merge(try notes(in: source)) { $1 } }
        let report = try await taken(files, from: "file:" + sources.joined(separator: ","))
        try output.show(report) { tell(report, $0) }
        if !report.refused.isEmpty { throw CommandError.told(.badData) }
    }

    private func taken(_ files: [String: [UInt8]], from source: String) async throws
        -> RegistryImport
    {
        guard region.region == nil, global.namedNode != nil else {
            let layout = try region.layout()
            return try RegionIntake(layout, trusting: region.genesis).take(
                files, from: source, at: .now)
        }
        let texts = files.mapValues { String(decoding: $0, as: UTF8.self) }
        let reply = try await NodeSession(global, unlocking).call(
            .importRegistry(files: texts, from: source))
        guard case .imported(let report) = reply else { throw CommandError.told(.badData) }
        return report
    }

    /// Notes by the path they have in a registry, whatever their files are called.
    private func notes(in source: String) throws -> [String: [UInt8]] {
        if Folder.isThere(source) {
            let inside = RegionLayout(source).keys
            return try RegistryFolder(Folder.isThere(inside) ? inside : source).files()
        }
        let bytes = try File.read(source, limitBytes: noteFileMaxBytes)
        return [try NoteDraft(parsing: bytes).path: bytes]
    }

    private func tell(_ report: RegistryImport, _ output: Output) {
        let count = Phrase(
            counting: report.added.count, sv: ("ny not", "nya noter"), en: ("new note", "new notes")
        )
        output.say(
            sv: "\(count.swedish). Registrets topp \(report.registryHead)",
            en: "\(count.english). Registry head \(report.registryHead)")
        for refused in report.refused {
            output.say(
                sv: "Avvisad \(refused.path): \(refused.sv)",
                en: "Refused \(refused.path): \(refused.en)")
            guard refused.isEvidence else { continue }
            output.say(
                sv: "  Båda noterna är sparade; budkavle registry evidence visar dem.",
                en: "  Both notes are kept; budkavle registry evidence lists them.")
        }
    }
}

/// Takes notes into a region's directory, as a node does into its own.
private struct RegionIntake {
    private let layout: RegionLayout
    private let registry: Registry

    init(_ layout: RegionLayout, trusting genesis: Digest?) throws {
        self.layout = layout
        registry = try RegistryFolder(layout.keys).registry(trusting: genesis)
    }

    func take(
        _ files: [String: [UInt8]], from source: String, at now: Timestamp
    ) throws -> RegistryImport {
        let growth = registry.grown(by: files)
        for evidence in growth.refusals.compactMap(\.evidence) {
            try EvidenceFolder(layout.evidence).keep(evidence, from: source, at: now)
        }
        try RegistryFolder(layout.keys).write(growth.registry, after: registry)
        return RegistryImport(growth)
    }
}

private let noteFileMaxBytes = 17 << 20
