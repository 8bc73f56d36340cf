import Bundles
import Envelopes
import Files
import Handover
import Identity
import Labels
import Registry

extension NodeEngine {
    /// Writes receipts for what a bundle brought, to its sender: which messages are here, opened,
    /// acknowledged or refused now.
    ///
    /// It may be done again when more has been opened.
    ///
    /// - Parameters: absolute paths.
    /// - Throws: ``NodeError/bundleUnanswerable(path:)`` when nothing of it was imported,
    ///   `BundleError`, `FileError`.
    @discardableResult
    package func answerBundle(
        _ path: String, into output: String
    ) async throws -> ExportedBundle {
        let contents = try await contents(of: path)
        let view = try regionView().registry
        let manifest = try Self.verified(contents.received, in: view).manifest
        let (sender, status) = (manifest.sender.actor, manifest.status)
        let freight = try answers(
            for: Set(contents.messages.map(\.id)), to: sender, status, in: view)
        guard !freight.isEmpty else { throw NodeError.bundleUnanswerable(path: path) }
        let level = contents.messages.map(\.core.label.level).max() ?? .open
        let shipment = BundleShipment(
            destination: sender, status: status,
            key: try bundleKey(of: sender, level: level, status: status, in: view),
            freight: BundleFreight.inOrder(freight))
        return try await write(shipment, to: output)
    }

    /// What a file says, all of it checked but for the signature of the sender.
    ///
    /// - Throws: `FileError`.
    package func inspectBundle(_ path: String) async throws -> BundleInspection {
        let file = try OpenFile(reading: path)
        let opening = try BundleOpening(
            parsing: file.bytes(at: 0, count: BundleOpening.byteCountMax))
        var inspection = BundleInspection(
            destination: opening.destination.text, bytes: try file.byteCount())
        do {
            let contents = try await contents(of: path)
            inspection.contents = .init(contents)
            do throws(BundleError) {
                let view = material.registry.grown(by: contents.offer.registryFiles).registry
                _ = try Self.verified(contents.received, in: view.view(at: clock()))
            } catch {
                inspection.contents?.distrust = error
            }
        } catch let error as BundleError {
            inspection.refusal = error
        }
        return inspection
    }

    private func contents(of path: String) async throws -> BundleContents {
        let (actor, keys) = (actor, bundleKeys())
        return try await BlockingWork.run { try BundleContents(of: path, for: actor, keys: keys) }
    }
}
