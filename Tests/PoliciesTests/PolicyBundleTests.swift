import Foundation
import Identity
import Notes
import Policies
import RegionSupport
import Registry
import Testing

struct PolicyBundleTests {
    let region = SigningRegion.shared
    let view = SigningRegion.shared.view()
    let files: [String: [UInt8]]

    init() throws { files = try ExampleRegion.policyFiles() }

    @Test func `a bundle carries every file word for word`() throws {
        let content = try bundle(7)
        #expect(
            content.text.hasPrefix(
                """
                budkavle-policy v1
                region samverkan-stockholmsregionen
                version 7
                not-before 2026-11-23T06:00:00Z
                file actors.yaml \(files["actors.yaml"]?.count ?? 0)
                # EXEMPEL, SKA ERSÄTTAS.
                """))
        #expect(try BundleNote(text: content.text) == content)
        let signed = try PolicyBundle(
            verifying: SigningRegion.policyNote(content.text), in: view)
        #expect(signed.edition.version == 7 && signed.edition.notBefore == region.now)
        #expect(signed.edition.digest == signed.note.textDigest)
        #expect(signed.policy.actors.count == 37)
    }

    @Test func `a file that cannot stand in a note is refused`() throws {
        for bytes in [Array("a".utf8), Array("a\t\n".utf8), [0xff, 0x0a], Array("a\r\n".utf8), []] {
            #expect(throws: PolicyError.fileUnembeddable(name: "region.yaml")) {
                try bundle(1, files: ["region.yaml": bytes])
            }
        }
        #expect(throws: PolicyError.fileUnembeddable(name: "../a")) {
            try bundle(1, files: ["../a": Array("a\n".utf8)])
        }
    }

    /// Of carriers.yaml, in bytes.
    private static let size =
        (try? ExampleRegion.policyFiles()["carriers.yaml"]?.count) ?? 0

    @Test(arguments: [
        ("version 7\n", "version 07\n"), ("version 7\n", "version 0\n"), ("version 7\n", ""),
        ("version 7\n", "version +7\n"), ("version 7\n", "version 18446744073709551616\n"),
        ("file carriers.yaml \(size)", "file carriers.yaml \(size - 1)"),
        ("file carriers.yaml \(size)", "file carriers.yaml 0\(size)"),
        ("file carriers.yaml \(size)", "file carriers.yaml 9999999999"),
        ("file carriers.yaml \(size)", "file carriers.yaml -1"),
        ("file carriers.yaml \(size)", "file Carriers.yaml \(size)"),
        ("file carriers.yaml \(size)", "file  carriers.yaml \(size)"),
        ("file carriers.yaml \(size)", "file actors.yaml \(size)"),
        ("file carriers.yaml \(size)", "file zarriers.yaml \(size)"),
        ("budkavle-policy v1", "budkavle-policy v2"),
        ("not-before 2026-11-23T06:00:00Z", "not-before 2026-11-23T06:00:00.000Z"),
    ])
    func `a bundle has one spelling`(_ text: String, _ replacement: String) throws {
        let content = try bundle(7).text
        try #require(content.contains(text))
        let changed = content.replacing(text, with: replacement)
        #expect(throws: PolicyError.self) { try BundleNote(text: changed) }
    }

    @Test func `a bundle whose sources do not compile is refused with their defects`() throws {
        var files = files
        files["carriers.yaml"] = Array("standing: fastställd\n".utf8)
        let note = try SigningRegion.policyNote(bundle(1, files: files).text)
        let result = Result { () throws(PolicyError) in try PolicyBundle(verifying: note, in: view)
        }
        guard case .failure(.sourcesInvalid(let issues)) = result else {
            Issue.record("not refused")
            return
        }
        #expect(issues.contains { $0.file == "carriers.yaml" && $0.line == 1 })
    }

    @Test func `versions only rise, and what is refused is kept as evidence`() throws {
        var history = PolicyHistory()
        let seven = try SigningRegion.policyNote(bundle(7).text)
        #expect(isAccepted(history.offer(seven, in: view)))
        guard case .known = history.offer(seven, in: view) else {
            Issue.record("not recognised")
            return
        }
        let six = try SigningRegion.policyNote(bundle(6).text)
        #expect(refusal(history.offer(six, in: view)) == .older(offered: 6, held: 7))
        #expect(evidence(history.offer(six, in: view)) == [seven, six])

        var changed = files
        changed["region.yaml"]?.append(contentsOf: "# ändrad\n".utf8)
        let twin = try SigningRegion.policyNote(bundle(7, files: changed).text)
        #expect(refusal(history.offer(twin, in: view)) == .forked(version: 7))
        #expect(evidence(history.offer(twin, in: view)) == [seven, twin])

        let eight = try SigningRegion.policyNote(bundle(8, notBefore: 600).text)
        let unsigned = try SigningRegion.policyNote(bundle(9).text, signers: 1)
        #expect(
            refusal(history.offer(unsigned, in: view))
                == .invalid(.signaturesInsufficient(.thresholdUnmet(required: 2, found: 1))))
        #expect(evidence(history.offer(unsigned, in: view)) == [unsigned])
        #expect(isAccepted(history.offer(eight, in: view)))
        #expect(refusal(history.offer(twin, in: view)) == .forked(version: 7))

        #expect(history.latest?.edition.version == 8)
        #expect(history.inForce(at: region.now.adding(seconds: -1)) == nil)
        #expect(history.inForce(at: region.now.adding(seconds: 599))?.edition.version == 7)
        #expect(history.inForce(at: region.now.adding(seconds: 600))?.edition.version == 8)
    }

    // MARK: Tools

    private func bundle(
        _ version: UInt64, notBefore: Int64 = 0, files: [String: [UInt8]]? = nil
    ) throws -> BundleNote {
        try BundleNote(
            region: region.region, version: version,
            notBefore: region.now.adding(seconds: notBefore), files: files ?? self.files)
    }

    private func isAccepted(_ offer: PolicyOffer) -> Bool {
        if case .accepted = offer { true } else { false }
    }

    private func refusal(_ offer: PolicyOffer) -> PolicyRefusal? {
        if case .refused(let refusal, _) = offer { refusal } else { nil }
    }

    private func evidence(_ offer: PolicyOffer) -> [SignedNote] {
        if case .refused(_, let evidence) = offer { evidence } else { [] }
    }
}
