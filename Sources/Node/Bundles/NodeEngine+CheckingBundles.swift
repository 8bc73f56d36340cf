import Bundles
import Files
import Handover
import Identity
import Registry

// What comes before anything of a bundle is taken in; a part that fails here changes nothing.

extension NodeEngine {
    /// Copies a file aside and goes through all of it.
    ///
    /// - Returns: `nil` when it was refused, as the reply says.
    func check(_ path: String, _ reply: inout ImportedBundles) async throws -> CheckedPart? {
        let (actor, keys, folder) = (actor, bundleKeys(), directory.quarantinePath)
        let copy: BundlePartCopy
        do {
            copy = try await BlockingWork.run {
                try BundlePartCopy(of: path, for: actor, in: folder)
            }
        } catch let error as BundleError {
            // None of ours to keep.
            reply.parts.append(.init(path: path, refusal: .bundle(error)))
            return nil
        } catch let error as FileError {
            // It is not the file's fault.
            if case .spaceExhausted = error { throw error }
            reply.parts.append(.init(path: path, refusal: .unreadable))
            return nil
        }
        do {
            return try await BlockingWork.run {
                try CheckedPart(copy, at: path, for: actor, keys: keys)
            }
        } catch let error as BundleError {
            try await refuse(path, copy, error, &reply)
            return nil
        }
    }

    /// Those whose sender's registered node signed them, in the registry as it will be with what
    /// these very parts bring: a revocation among them counts for all of them.
    func vouchedFor(
        _ parts: [CheckedPart], _ reply: inout ImportedBundles
    ) async throws -> [CheckedPart] {
        var candidates = parts
        while true {
            let registry = candidates.reduce(material.registry) {
                $0.grown(by: $1.offer.registryFiles).registry
            }
            let view = registry.view(at: clock())
            let failed = candidates.compactMap { part in
                Self.defect(of: part.received, in: view).map { (part: part, defect: $0) }
            }
            // Without those that failed the registry may be another.
            guard !failed.isEmpty else { return candidates }
            let paths = Set(failed.map(\.part.path))
            candidates.removeAll { paths.contains($0.path) }
            for (part, defect) in failed {
                try await refuse(part.path, part.copy, defect, of: part.manifest, &reply)
            }
        }
    }

    private static func defect(
        of received: ReceivedManifest, in view: RegistryView
    ) -> BundleError? {
        do throws(BundleError) {
            _ = try verified(received, in: view)
            return nil
        } catch { return error }
    }

    private func refuse(
        _ path: String, _ copy: BundlePartCopy, _ error: BundleError,
        of manifest: BundleManifest? = nil, _ reply: inout ImportedBundles
    ) async throws {
        var part = ImportedBundles.Part(path: path, refusal: .bundle(error))
        part.bundle = manifest?.bundle.hex
        part.number = manifest?.part
        part.count = manifest?.partCount
        part.from = manifest?.sender.description
        part.quarantined = try await keepAside(copy)
        reply.parts.append(part)
    }

    private func keepAside(_ copy: BundlePartCopy) async throws -> String? {
        do { return try await BlockingWork.run { try copy.keepAside() } } catch is FileError {
            return nil
        }
    }

    /// Parts that their bundles have and that were not among the files.
    func absentParts(_ manifests: [BundleManifest]) -> [ImportedBundles.Absent] {
        Dictionary(grouping: manifests, by: \.bundle.hex).sorted { $0.key < $1.key }
            .compactMap { bundle, manifests in
                let present = Set(manifests.map(\.part))
                let numbers = (1...(manifests.first?.partCount ?? 1)).filter {
                    !present.contains($0)
                }
                return numbers.isEmpty ? nil : .init(bundle: bundle, numbers: numbers)
            }
    }
}
