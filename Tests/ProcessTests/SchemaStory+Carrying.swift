import Foundation
import ProgramSupport
import Testing

extension SchemaStory {
    func withoutRelay() async throws {
        let queued = try await take(
            "send",
            [
                stage.scratch.path("text"), "--status", "actual", "--level", "sekretess",
                "--ground", "osl-10-27", "--to", "kommun-solna", "--kind", "notice",
            ] + stage.opened, ending: 75)
        try await take("node sync", stage.opened, ending: 69)
        try await take("outbox list", stage.opened)
        try await take("outbox cancel", [try identifier(in: queued)] + stage.opened)
        try await take("node status", stage.opened)
    }

    func bundles() async throws {
        let bundle = stage.scratch.path("ut.kavle")
        try await take(
            "send",
            [
                stage.scratch.path("text"), "--status", "actual", "--level", "sekretess",
                "--ground", "osl-10-27", "--to", "kommun-solna", "--kind", "notice",
            ] + stage.opened, ending: 75)
        try await take("bundle answer", [bundle] + otherOpened, ending: 64)
        try await take("bundle export", [bundle, "--to", "kommun-solna"] + stage.opened)
        try await take("bundle inspect", [bundle, "--node", stage.scratch.path("none")])
        try await take("bundle inspect", [bundle] + otherOpened)
        let damaged = stage.scratch.path("skadad.kavle")
        var bytes = try Data(contentsOf: URL(filePath: bundle))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(filePath: damaged))
        try await take("bundle inspect", [damaged] + otherOpened, ending: 65)
        try await take("bundle import", [bundle, damaged] + otherOpened, ending: 65)
        try await take("bundle import", [bundle] + otherOpened)
        let answer = stage.scratch.path("hem.kavle")
        try await take("bundle answer", [bundle, "-o", answer] + otherOpened)
        try await take("bundle import", [answer] + stage.opened)
    }

    /// A label of others, under a policy with a table for it.
    private func translation() async throws {
        let folder = stage.scratch.path("equivalences")
        try FileManager.default.copyItem(atPath: policies, toPath: folder)
        let file = URL(filePath: folder + "/agreements.yaml")
        var text = try String(contentsOf: file, encoding: .utf8)
        if !text.contains("\nequivalences:") { text += "equivalences:\n" }
        text += """
              - policy: PROV
                origin: FI
                reference: Avtal 1
                from: 2026-01-01T00:00:00Z
                until: 2099-01-01T00:00:00Z
                levels: [{theirs: SECRET, ours: hemlig}]
                unmatched: [bh, k, kh]

            """
        try Data(text.utf8).write(to: file)
        let label = stage.scratch.path("theirs")
        try Data(
            """
            <originatorConfidentialityLabel ReviewDateTime="2027-01-01T00:00:00Z"
            xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"><ConfidentialityInformation>
            <PolicyIdentifier>PROV</PolicyIdentifier><Classification>SECRET</Classification>
            </ConfidentialityInformation><CreationDateTime>2026-11-23T06:00:00Z</CreationDateTime>
            </originatorConfidentialityLabel>
            """.utf8
        ).write(to: URL(filePath: label))
        let ours = ["--status", "test", "--owner", "sos-alarm", "--audience", "all"]
        for form in ["text", "stanag-4774"] {
            try await take(
                "label translate", [label, "--policy", folder, "--to", form] + ours)
        }
        try await take("label translate", [label, "--policy", policies] + ours, ending: 65)
        try await take(
            "policy explain",
            ["--foreign-level", "SECRET", "--foreign-policy", "PROV"] + inRegion, ending: 77)
    }

    func files() async throws {
        let file = stage.scratch.path("text")
        let from = ["--from", NodeStage.actor, "--to", "kommun-solna", "--status", "actual"]
        try await take(
            "seal",
            [file, "--level", "sekretess", "--ground", "osl-10-27", "--attach", file] + from
                + inRegion)
        try await take(
            "seal",
            [file, "-o", file + "2", "--level", "hemlig", "--ground", "osl-10-27"] + from
                + inRegion,
            ending: 77)
        let label = stage.scratch.path("label")
        try Data(
            "test; oppen; audience=all; origin=SE; owners=sos-alarm; expires=2027-01-01T00:00:00Z"
                .utf8
        ).write(to: URL(filePath: label))
        for form in ["text", "stanag-4774"] {
            try await take("label convert", [label, "--to", form])
            try await take("label join", [label, label, "--policy", policies, "--to", form])
        }
        try await translation()
        let envelope = file + ".envelope"
        try await take("verify", [envelope] + inRegion)
        try await take("inspect", [envelope])
        try await take(
            "open",
            [
                envelope, "--as", "kommun-solna", "-o", file + "3", "--attachments",
                stage.scratch.path("bilagor"),
            ] + inRegion)
        try await take("open", [file + "4", "--as", "kommun-solna"] + inRegion, ending: 64)
        try await paper(envelope)
    }

    func paper(_ envelope: String) async throws {
        try await take("qr export", [envelope, "-o", envelope + ".pdf"] + inRegion)
        _ = try await ProgramRun.succeeding(
            URL(filePath: "/usr/bin/pdftoppm"),
            ["-r", "150", "-png", "-singlefile", envelope + ".pdf", envelope + ".bild"])
        // One code of two would do; this page may have lost some to the next.
        try await take(
            "qr import", [envelope + ".bild.png", "-o", envelope + ".in"], ending: nil)
        try await take("qr import", [envelope, "-o", envelope + ".in"], ending: 65)
    }
}
