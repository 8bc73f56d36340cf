import ArgumentParser
import ContentWording
import Files
import Foundation
import Handover
import Identity
import Node
import Regions
import Registry
import Speaking
import Wording

/// Where the region is.
struct RegionOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Regionens katalog, med Keys och Policies. Annars arbetskatalogen.",
            en: "The region's directory, with Keys and Policies. Else the working directory.",
            value: .directory), completion: .directory)
    var region: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Nyckelregistret. Annars Keys i regionen.",
            en: "The registry. Else Keys in the region.", value: .directory), completion: .directory
    )
    var registry: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Policyns katalog, eller ett undertecknat policypaket. Annars Policies i regionen.",
            en: "The policy's directory, or a signed bundle. Else Policies in the region.",
            value: .directoryOrFile), completion: .file())
    var policy: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "SHA-256 av registrets första not, när den är känd.",
            en: "SHA-256 of the registry's first note, when it is known.", value: .digest))
    var genesis: Digest?

    /// - Throws: ``CommandError/optionMissing(_:)`` when there is no region here.
    func layout() throws -> RegionLayout {
        if let region { return RegionLayout(region) }
        let here = RegionLayout(".")
        guard Folder.isThere(here.keys) else { throw CommandError.optionMissing("--region") }
        return here
    }

    func source() throws -> RegionSource {
        if let registry, let policy { return RegionSource(registry: registry, policy: policy) }
        // A policy's directory usually has the registry beside it.
        if region == nil, registry == nil, let policy {
            let folder = Folder.isThere(policy) ? policy : Folder.parent(of: policy)
            let beside = RegionLayout(folder + "/..").keys
            if Folder.isThere(beside) { return RegionSource(registry: beside, policy: policy) }
        }
        if region == nil, let registry {
            return RegionSource(
                registry: registry, policy: policy ?? Folder.parent(of: registry) + "/Policies")
        }
        let layout = try layout()
        return RegionSource(
            registry: registry ?? layout.keys, policy: policy ?? layout.policies)
    }

    /// Reads everything; what was refused is told, and is no reason to stop.
    func readView(at now: Timestamp, trusting genesis: Digest?, _ output: Output) throws
        -> RegionView
    {
        try readView(Reading(source: source(), genesis: genesis), at: now, output)
    }

    /// The same for a command that changes nothing: where no region is named, that of the node that
    /// is.
    func readView(at now: Timestamp, trusting genesis: Digest?, _ global: GlobalOptions) throws
        -> RegionView
    {
        let reading = try reading(global)
        return try readView(
            Reading(source: reading.source, genesis: genesis ?? reading.genesis), at: now,
            global.output)
    }

    /// As ``readView(at:trusting:_:)`` of a command that changes nothing.
    func readRegistry(_ global: GlobalOptions) throws -> Registry {
        let reading = try reading(global)
        return try reading.source.readRegistry(trusting: genesis ?? reading.genesis)
    }

    private func readView(
        _ reading: Reading, at now: Timestamp, _ output: Output
    ) throws -> RegionView {
        let (view, refusals) = try reading.source.readView(
            trusting: genesis ?? reading.genesis, at: now)
        for refusal in refusals { output.remark(refusal.sentence.text) }
        return view
    }

    /// Where a region is read from, and what its registry must begin with where that is known.
    private struct Reading {
        let source: RegionSource
        let genesis: Digest?
    }

    private func reading(_ global: GlobalOptions) throws -> Reading {
        guard region == nil, registry == nil, policy == nil, let node = global.namedNode else {
            return Reading(source: try source(), genesis: nil)
        }
        let directory = NodeDirectory(URL(filePath: node, directoryHint: .isDirectory))
        let configuration = try NodeConfiguration(reading: directory.configuration)
        return Reading(
            source: RegionSource(heldBy: directory),
            genesis: try Digest(hex: configuration.genesis))
    }
}

extension RegionSource {
    /// What a node has of its region.
    init(heldBy node: NodeDirectory) {
        self.init(
            registry: node.region.keys.path(percentEncoded: false),
            policy: node.region.policies.path(percentEncoded: false))
    }
}
