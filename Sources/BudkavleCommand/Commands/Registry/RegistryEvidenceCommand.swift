import ArgumentParser
import Files
import Foundation
import Handover
import Node
import Regions
import Speaking
import Wording

/// `registry evidence`: notes that contradict each other, as they were kept.
struct RegistryEvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: spoken(
            sv: "Visar noter som motsäger varandra, och lämnar ut dem.",
            en: "Shows notes that contradict each other, and hands them out."),
        discussion: spoken(
            sv: """
                Ur nodens katalog, regionens (--region), eller en som nämns med --from, till exempel \
                ett reläs data/evidence.
                """,
            en: """
                From the node's directory, the region's (--region), or one named with --from, such as \
                a relay's data/evidence.
                """))

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Katalogen där bevis ligger.", en: "The directory where evidence lies.",
            value: .directory), completion: .directory)
    var from: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            sv: "Katalog att kopiera allt till.", en: "A directory to copy everything to.",
            value: .directory), completion: .directory)
    var output: String?

    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let kept = try folder().all()
        if let output { try export(kept, to: output) }
        try global.output.show(kept) { say in
            if kept.isEmpty {
                say.say(sv: "Här finns inga bevis.", en: "There is no evidence here.")
            }
            for finding in kept {
                say.say(
                    sv: "\(finding.name), från \(finding.from), \(finding.found)",
                    en: "\(finding.name), from \(finding.from), \(finding.found)")
                say.say(sv: "  gäller: \(finding.held)", en: "  in force: \(finding.held)")
                say.say(sv: "  avvisad: \(finding.offered)", en: "  refused: \(finding.offered)")
            }
        }
    }

    private func folder() throws -> EvidenceFolder {
        if let from { return EvidenceFolder(from) }
        guard region.region == nil, global.namedNode != nil else {
            return EvidenceFolder(try region.layout().evidence)
        }
        return NodeDirectory(URL(filePath: global.nodeDirectory, directoryHint: .isDirectory))
            .evidence
    }

    private func export(_ kept: [KeptEvidence], to output: String) throws {
        for finding in kept {
            let folder = output + "/" + finding.name
            try Folder.create(folder, mode: 0o700)
            for (file, name) in [(finding.held, "held.note"), (finding.offered, "offered.note")] {
                let bytes = try File.read(file, limitBytes: 17 << 20)
                try File.write(bytes, to: folder + "/" + name, replacing: true)
            }
        }
    }
}
