import Carriers
import Delivery
import Foundation
import Identity
@testable import Node
import RegionSupport
import RelaySupport
import Testing

extension NodeTests {
    /// Attachments from a file of one node to a file of another.
    struct AttachmentTests {
        private static let bytes = (0..<1_300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

        @Test(arguments: ["oppen", "sekretess"])
        func `a file arrives byte for byte, under a name made for it`(_ level: String) async throws
        {
            try await withWorld { world in
                let (sos, solna) = try await pair(world)
                let files = [
                    try world.file("läge $(rm).pdf", Self.bytes), try world.file("b", [7]),
                ]
                let id = try #require(
                    try await sos.send(.notice(level, attaching: files)).id)
                #expect(try await sos.track(id).attachments.map(\.state) == [.onItsWay, .onItsWay])
                #expect(try world.blobNames("sos-alarm").count == 2)
                try await sos.carryUploads()
                #expect(try await sos.track(id).attachments.map(\.state) == [.arrived, .arrived])
                // What the relay has said it keeps, the sender need not.
                #expect(try world.blobNames("sos-alarm").isEmpty)
                try await solna.receiveAll(world)
                var lines = try await solna.show(id).attachments
                #expect(lines.map(\.state) == [.onItsWay, .onItsWay])
                #expect(lines.map(\.name) == ["läge $(rm).pdf", "b"])
                #expect(lines.map(\.bytes) == [UInt64(Self.bytes.count), 1])
                #expect(lines[0].mediaType == "application/pdf")
                #expect(await solna.inbox().first?.attachmentsPending == 2)
                try await solna.carryFetches()
                lines = try await solna.show(id).attachments
                #expect(lines.map(\.state) == [.arrived, .arrived])
                #expect(await solna.inbox().first?.attachmentsPending == 0)
                let folder = try world.folder("saved")
                let saved = try await solna.saveAttachments(of: id, in: folder)
                #expect(saved.absent.isEmpty && saved.level == level)
                #expect(saved.saved.map(\.path) == [folder + "/1-läge___rm_.pdf", folder + "/2-b"])
                #expect(try contents(saved.saved[0].path) == Self.bytes)
                #expect(try contents(saved.saved[1].path) == [7])
                let mode = try FileManager.default.attributesOfItem(atPath: saved.saved[0].path)
                #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600)
                // A second time nothing is written over.
                await #expect(throws: (any Error).self) {
                    try await solna.saveAttachments(of: id, in: folder)
                }
            }
        }

        @Test func `both nodes go on where they were stopped`() async throws {
            try await withWorld { world in
                var sos = try await world.node("sos-alarm")
                var solna = try await world.node("kommun-solna")
                let path = try world.file("a.bin", Self.bytes)
                let id = try #require(
                    try await sos.send(.notice("sekretess", attaching: [path])).id)
                // The file is not needed any more: what is sent lies sealed.
                try FileManager.default.removeItem(atPath: path)
                for _ in 0..<2 { #expect(try await sos.carryUpload()) }
                let sent = try await sos.track(id).attachments[0].carriedBytes
                #expect(sent > 0 && sent < UInt64(Self.bytes.count))
                try await world.close(sos)
                sos = try await world.node("sos-alarm")
                #expect(try await sos.track(id).attachments[0].state == .onItsWay)
                #expect(try await sos.carryUpload())
                #expect(try await sos.track(id).attachments[0].carriedBytes == sent)
                try await sos.carryUploads()
                #expect(try await sos.track(id).attachments[0].state == .arrived)
                try await solna.receiveAll(world)
                #expect(try await solna.carryFetch())
                let come = try await solna.show(id).attachments[0].carriedBytes
                #expect(come > 0 && come < UInt64(Self.bytes.count))
                try await world.close(solna)
                solna = try await world.node("kommun-solna")
                try await solna.carryFetches()
                let saved = try await solna.saveAttachments(of: id, in: world.folder("saved"))
                #expect(try contents(saved.saved[0].path) == Self.bytes)
            }
        }

        @Test func `a recipient who is before the attachment waits for it`() async throws {
            try await withWorld { world in
                let (sos, solna) = try await pair(world)
                let id = try #require(
                    try await sos.send(
                        .notice("sekretess", attaching: [world.file("a", Self.bytes)])
                    ).id)
                try await solna.receiveAll(world)
                try await solna.carryFetches()
                let line = try await solna.show(id).attachments[0]
                #expect(line.state == .onItsWay && line.problem == nil)
                let absent = try await solna.saveAttachments(of: id, in: world.folder("none"))
                #expect(absent.saved.isEmpty && absent.absent.map(\.number) == [1])
                try await sos.carryUploads()
                #expect(try await solna.carryFetch() == false)
                world.relay.clock.advance(seconds: 16)
                try await solna.carryFetches()
                #expect(try await solna.show(id).attachments[0].state == .arrived)
            }
        }

        @Test func `a message that came on a stick gets its attachments when a relay is back`()
            async throws
        {
            try await withWorld { world in
                let stick = BundleStick(world: world)
                let cut = try await world.node("sos-alarm", isReachable: false)
                let solna = try await world.node("kommun-solna")
                let order = SendOrder.notice(
                    "sekretess", attaching: [try world.file("a", Self.bytes)])
                let id = try #require(try await cut.send(order).id)
                let (out, home) = (stick.path("ut.kavle"), stick.path("hem.kavle"))
                try await cut.export(to: out, attachments: .none)
                #expect(try await solna.importBundles([out]).messages.new == 1)
                try await solna.carryFetches()
                #expect(try await solna.show(id).attachments[0].state == .onItsWay)
                // Its receipt does not end a message that something is still to follow.
                try await solna.answerBundle(out, into: home)
                #expect(try await cut.importBundles([home]).receipts.new > 0)
                #expect(try await cut.track(id).state != .delivered)
                try await world.close(cut)

                let sos = try await world.node("sos-alarm")
                _ = try await sos.retry(id)
                try await sos.carryUploads()
                #expect(try await sos.track(id).attachments[0].state == .arrived)
                world.relay.clock.advance(seconds: 16)
                try await solna.carryFetches()
                #expect(try await solna.show(id).attachments[0].state == .arrived)
            }
        }

        @Test func `a relay that hands out something else is not believed`() async throws {
            try await withWorld { world in
                let (sos, solna) = try await pair(world)
                let id = try #require(
                    try await sos.send(
                        .notice("sekretess", attaching: [world.file("a", Self.bytes)])
                    ).id)
                try await sos.carryUploads()
                try await solna.receiveAll(world)
                let file = try world.onlyRelayBlob()
                let right = try Data(contentsOf: file)
                var wrong = right
                wrong[right.count / 2] ^= 1
                try wrong.write(to: file)
                try await solna.carryFetches()
                let line = try await solna.show(id).attachments[0]
                #expect(line.state == .onItsWay && line.problem?.code == .answerInvalid)
                #expect(try world.blobNames("kommun-solna").isEmpty)
                try right.write(to: file)
                world.relay.clock.advance(seconds: 2)
                try await solna.carryFetches()
                let saved = try await solna.saveAttachments(of: id, in: world.folder("saved"))
                #expect(try contents(saved.saved[0].path) == Self.bytes)
            }
        }

        @Test func `what was changed on this machine's disk is not opened`() async throws {
            try await withWorld { world in
                let (sos, solna) = try await pair(world)
                for level in ["oppen", "sekretess"] {
                    let id = try #require(
                        try await sos.send(
                            .notice(level, attaching: [world.file(level, Self.bytes)])
                        ).id)
                    try await sos.carryUploads()
                    try await solna.receiveAll(world)
                    try await solna.carryFetches()
                    let names = try world.blobNames("kommun-solna")
                    for name in names { try world.flip(name, of: "kommun-solna") }
                    let folder = try world.folder("saved-\(level)")
                    await #expect(throws: (any Error).self) {
                        try await solna.saveAttachments(of: id, in: folder)
                    }
                    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
                    for name in names { try world.flip(name, of: "kommun-solna") }
                }
            }
        }

        @Test func `what is not sent leaves nothing behind`() async throws {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let path = try world.file("a", [1, 2, 3])
                var denied = SendOrder.notice("sekretess", attaching: [path])
                denied.ground = nil
                #expect(try await sos.send(denied).state == "denied")
                var dry = SendOrder.notice("sekretess", attaching: [path])
                dry.dryRun = true
                #expect(try await sos.send(dry).state == "dry-run")
                #expect(try world.blobNames("sos-alarm").isEmpty)
                for (path, what) in [
                    (world.place.path(percentEncoded: false) + "/absent", "absent"),
                    (try world.folder("folder"), "a folder"), ("relative", "relative"),
                    (try world.file("empty", []), "empty"), ("/dev/zero", "a device"),
                ] {
                    await #expect(
                        throws: NodeError.attachmentUnusable(path: path), "\(what)"
                    ) { try await sos.send(.notice("sekretess", attaching: [path])) }
                }
                var opaque = SendOrder.notice("sekretess", attaching: [path])
                opaque.opaqueApproval = "pahittad-produkt"
                await #expect(throws: NodeError.attachmentBesideOpaque) {
                    try await sos.send(opaque)
                }
                let many = [String](repeating: path, count: 257)
                await #expect(throws: NodeError.attachmentsTooMany(limit: 256)) {
                    try await sos.send(.notice("sekretess", attaching: many))
                }
                #expect(try world.blobNames("sos-alarm").isEmpty)
            }
        }

        @Test func `without a relay a message waits with its attachment, and can be called off`()
            async throws
        {
            try await withoutRelay { world in
                var sos = try await world.node("sos-alarm", isReachable: false)
                let reply = try await sos.send(
                    .notice("sekretess", attaching: [world.file("a", Self.bytes)]))
                let id = try #require(reply.id)
                #expect(reply.state == "waiting" || reply.state == "queued")
                #expect(try await sos.track(id).attachments[0].state == .waiting)
                #expect(try await sos.carryUpload() == false)
                try await world.close(sos)
                sos = try await world.node("sos-alarm", isReachable: false)
                #expect(try world.blobNames("sos-alarm").count == 1)
                _ = try await sos.cancel(id)
                #expect(try await sos.track(id).attachments[0].state == .refused)
                #expect(try world.blobNames("sos-alarm").isEmpty)
            }
        }

        @Test func `an attachment that did not come in time is missing`() async throws {
            try await withWorld { world in
                let (sos, solna) = try await pair(world)
                var order = try SendOrder.notice(
                    "sekretess", attaching: [world.file("a", Self.bytes)])
                order.expires = world.region.now.adding(seconds: 600).rfc3339
                let id = try #require(try await sos.send(order).id)
                try await solna.receiveAll(world)
                world.relay.clock.advance(seconds: 600)
                #expect(try await sos.carryUpload() == false)
                #expect(try await solna.carryFetch() == false)
                #expect(try await solna.show(id).attachments[0].state == .missing)
                #expect(try await sos.track(id).attachments[0].state == .missing)
                #expect(try world.blobNames("sos-alarm").isEmpty)
            }
        }

        @Test func `at its start a node clears what nothing in its vault names`() async throws {
            try await withWorld { world in
                let folder = try world.directory("sos-alarm").attachmentsPath
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true)
                let names = [
                    "sealing-00.part", String(repeating: "0", count: 64),
                    String(repeating: "1", count: 64) + ".part",
                ]
                for name in names { try Data([1]).write(to: URL(filePath: folder + "/" + name)) }
                _ = try await world.node("sos-alarm")
                #expect(try world.blobNames("sos-alarm").isEmpty)
            }
        }

        private func pair(_ world: NodeWorld) async throws -> (NodeEngine, NodeEngine) {
            (try await world.node("sos-alarm"), try await world.node("kommun-solna"))
        }

        private func contents(_ path: String) throws -> [UInt8] {
            Array(try Data(contentsOf: URL(filePath: path)))
        }
    }
}

extension SendOrder {
    static func notice(_ level: String, attaching paths: [String]) -> SendOrder {
        var order = SendOrder.notice()
        order.level = level
        if level == "oppen" { order.ground = nil }
        order.attachments = paths.map { AttachmentOrder(path: $0) }
        return order
    }
}

extension NodeWorld {
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = place.appending(path: name)
        try Data(bytes).write(to: file)
        return file.path(percentEncoded: false)
    }

    func folder(_ name: String) throws -> String {
        let folder = place.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path(percentEncoded: false)
    }

    /// Names in a node's folder of attachments.
    func blobNames(_ actor: String) throws -> [String] {
        let folder = try directory(actor).attachmentsPath
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder)
    }

    fileprivate func flip(_ name: String, of actor: String) throws {
        let file = URL(filePath: try directory(actor).attachmentsPath + "/" + name)
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: file)
    }

    fileprivate func onlyRelayBlob() throws -> URL {
        let root = relay.storeFile.deletingLastPathComponent().appending(path: "blobs")
        let message = try #require(
            FileManager.default.contentsOfDirectory(
                at: root, includingPropertiesForKeys: nil
            ).first)
        return try #require(
            FileManager.default.contentsOfDirectory(
                at: message, includingPropertiesForKeys: nil
            ).first)
    }
}
