import Foundation
import Testing

struct LabelStories {
    static let line = """
        exercise(ovning-2026); hemlig; secrecy=OSL 15:2|sos-alarm|2026-11-01T00:00:00Z; \
        audience=actor:kommun-solna|actor:sos-alarm; caveats=no-forward; origin=SE; \
        owners=sos-alarm; expires=2026-11-24T06:00:00Z
        """

    @Test func `a label goes to STANAG 4774 and comes back, through pipes`() throws {
        let written = try Program.run(
            ["label", "convert", "-", "--to", "stanag-4774", "--created", "2026-11-23T06:00:00Z"],
            input: Array((Self.line + "\n").utf8))
        #expect(written.status == 0, "\(written.errors)")
        #expect(written.text.contains("<Classification>HEMLIG</Classification>"))
        #expect(written.text.contains("<CreationDateTime>2026-11-23T06:00:00Z</CreationDateTime>"))
        let back = try Program.run(
            ["label", "convert", "-", "--to", "text"], input: written.output)
        #expect(back.status == 0, "\(back.errors)")
        #expect(back.text == Self.line + "\n")
    }

    @Test func `when a label was set stays, unless another time is given`() throws {
        let time = "2026-11-23T06:00:00Z"
        let stanag = ["label", "convert", "-", "--to", "stanag-4774"]
        let first = try Program.run(
            stanag + ["--created", time], input: Array(Self.line.utf8))
        let second = try Program.run(stanag, input: first.output)
        #expect(second.status == 0 && second.text == first.text, "\(second.errors)")
        let other = try Program.run(
            stanag + ["--created", "2026-11-24T06:00:00Z"], input: first.output)
        #expect(other.text.contains("<CreationDateTime>2026-11-24T06:00:00Z</CreationDateTime>"))
    }

    @Test func `plain text is told what a label looks like`() throws {
        let run = try Program.run(
            ["label", "convert", "-", "--to", "text", "--lang", "en"],
            input: Array("Hemlig\n".utf8))
        #expect(run.status == 65)
        #expect(run.errors.contains("As a line of text: “Hemlig” is no status."), "\(run.errors)")
        #expect(run.errors.contains("actual; oppen; audience=all; origin=SE"))
    }

    @Test func `for machines there is one document with both`() throws {
        let run = try Program.run(
            ["label", "convert", "-", "--to", "stanag-4774", "--json"],
            input: Array(Self.line.utf8))
        let report = try run.json()
        #expect(report["label"] as? String == Self.line)
        #expect((report["marking"] as? String)?.hasPrefix("ÖVNING (ovning-2026) · HEMLIG") == true)
        #expect((report["xml"] as? String)?.contains("SE-BUDKAVLE") == true)
    }

    @Test func `parts are joined to the highest of everything, and the readers are named`() throws {
        let scratch = try Scratch()
        let fire = try scratch.write(Self.part("begransat-hemlig", "forum:ledningscentraler"), "a")
        let water = try scratch.write(Self.part("sekretess", "all"), "b")
        let run = try Program.run(
            ["label", "join", fire, water, "--policy", StoryRegion.policies, "--json"])
        #expect(run.status == 0, "\(run.errors)")
        let report = try run.json()
        let label = try #require(report["label"] as? String)
        #expect(label.hasPrefix("test; begransat-hemlig; "))
        #expect(label.contains("audience=all&forum:ledningscentraler;"))
        let readers = try #require(report["readers"] as? [String])
        #expect(readers.contains("sos-alarm") && !readers.contains("kommun-solna"))
        let back = try Program.run(
            ["label", "join", water, fire, "--policy", StoryRegion.policies, "--lang", "en"])
        #expect(back.text == label + "\n" && back.errors.contains("May read the whole: "))
    }

    @Test(arguments: [
        ("hemlig", "actor:kommun-solna", "Nobody may see all parts at once."),
        ("sekretess", "actor:kommun-nacka", "Nobody may see all parts at once."),
    ])
    func `a whole that nobody may read is an error, and is never widened`(
        _ level: String, _ audience: String, _ words: String
    ) throws {
        let scratch = try Scratch()
        let one = try scratch.write(Self.part("sekretess", "actor:kommun-solna"), "a")
        let other = try scratch.write(Self.part(level, audience), "b")
        let run = try Program.run(
            ["label", "join", one, other, "--policy", StoryRegion.policies, "--lang", "en"])
        #expect(run.status == 65 && run.output.isEmpty && run.errors.contains(words))
    }

    @Test func `another's label is translated by the table, which is named, and joined upwards`()
        throws
    {
        let scratch = try Scratch()
        let policies = try Self.policiesWithTable(scratch)
        let theirs = try scratch.write(Self.foreign("SALAINEN"), "theirs.xml")
        let ours = ["--status", "test", "--owner", "sos-alarm", "--audience", "all"]
        let at = ["--policy", policies, "--at", "2026-11-24T00:00:00Z", "--lang", "en"]
        let run = try Program.run(["label", "translate", theirs] + ours + at)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.text.hasPrefix("test; hemlig; secrecy=OSL 15:1|sos-alarm|"))
        #expect(run.text.contains("; origin=FI; "))
        let line = "SALAINEN under PROV is hemlig here: agreements.yaml:"
        #expect(run.errors.contains(line), "\(run.errors)")
        let translated = try scratch.write(run.text, "a")
        let part = try scratch.write(Self.part("sekretess", "all"), "b")
        let join = ["label", "join", part, translated] + at.prefix(2)
        #expect(try Program.run(join).status == 65, "two origins")
        let whole = try Program.run(join + ["--origin", "SE"])
        #expect(whole.status == 0 && whole.text.hasPrefix("test; hemlig; "), "\(whole.errors)")
    }

    @Test(arguments: [
        ("KÄYTTÖ RAJOITETTU", "2026-11-24T00:00:00Z", "is no level"),
        ("SALAINEN", "2099-01-01T00:00:00Z", "is not in force"),
    ])
    func `what the table does not say, or not now, is refused`(
        _ level: String, _ time: String, _ words: String
    ) throws {
        let scratch = try Scratch()
        let policies = try Self.policiesWithTable(scratch)
        let theirs = try scratch.write(Self.foreign(level), "theirs.xml")
        let run = try Program.run([
            "label", "translate", theirs, "--policy", policies, "--status", "test", "--owner",
            "sos-alarm", "--audience", "all", "--at", time, "--lang", "en",
        ])
        #expect(run.status == 65 && run.output.isEmpty)
        #expect(run.errors.contains(words), "\(run.errors)")
    }

    private static func policiesWithTable(_ scratch: Scratch) throws -> String {
        let folder = scratch.path + "/policies"
        try FileManager.default.copyItem(atPath: StoryRegion.policies, toPath: folder)
        let file = URL(filePath: folder + "/agreements.yaml")
        var text = try String(contentsOf: file, encoding: .utf8)
        if !text.contains("\nequivalences:") { text += "equivalences:\n" }
        text += """
              - policy: PROV
                origin: FI
                reference: Avtal 1
                from: 2026-01-01T00:00:00Z
                until: 2099-01-01T00:00:00Z
                levels: [{theirs: SALAINEN, ours: hemlig}]
                unmatched: [bh, k, kh]

            """
        try Data(text.utf8).write(to: file)
        return folder
    }

    private static func foreign(_ level: String) -> String {
        """
        <originatorConfidentialityLabel ReviewDateTime="2026-12-01T00:00:00Z"
        xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"><ConfidentialityInformation>
        <PolicyIdentifier>PROV</PolicyIdentifier><Classification>\(level)</Classification>
        </ConfidentialityInformation><CreationDateTime>2026-11-23T06:00:00Z</CreationDateTime>
        </originatorConfidentialityLabel>
        """
    }

    @Test func `different statuses are never joined`() throws {
        let scratch = try Scratch()
        let one = try scratch.write(Self.part("sekretess", "all"), "a")
        let other = try scratch.write(Self.line, "b")
        let run = try Program.run(["label", "join", one, other, "--policy", StoryRegion.policies])
        #expect(run.status == 65 && run.errors.contains("Skarpt, övning och test"))
    }

    private static func part(_ level: String, _ audience: String) -> String {
        "test; \(level); secrecy=OSL 15:2|sos-alarm|2026-11-01T00:00:00Z; audience=\(audience); "
            + "origin=SE; owners=sos-alarm; expires=2026-11-24T06:00:00Z\n"
    }

    @Test(arguments: [
        ("sv", "STANAG 4774, rad 2 kolumn 1, /originatorConfidentialityLabel"),
        ("en", "STANAG 4774, line 2 column 1, /originatorConfidentialityLabel"),
    ])
    func `another's label is refused with its place, in both languages`(
        _ language: String, _ words: String
    ) throws {
        let label = """
            <originatorConfidentialityLabel xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"><ConfidentialityInformation>
            <PolicyIdentifier>NATO</PolicyIdentifier><Classification>SECRET</Classification>
            </ConfidentialityInformation><CreationDateTime>2026-11-23T06:00:00Z</CreationDateTime>
            </originatorConfidentialityLabel>
            """
        let run = try Program.run(
            ["label", "convert", "-", "--to", "text", "--lang", language],
            input: Array(label.utf8))
        #expect(run.status == 65 && run.output.isEmpty)
        #expect(run.errors.contains(words) && run.errors.contains("NATO"), "\(run.errors)")
    }

    @Test(arguments: [
        ("<label xmlns='http://surevine.com/xmlns/spiffy'/>", "spiffings XML"),
        ("<SPIF/>", "SPIF"), ("actual; hemlig", "byte 15"),
    ])
    func `what is no label of ours is named`(_ document: String, _ words: String) throws {
        let run = try Program.run(
            ["label", "convert", "-", "--to", "text"], input: Array(document.utf8))
        #expect(run.status == 65 && run.errors.contains(words), "\(run.errors)")
    }

    @Test func `an envelope's label comes out alone, in either form`() throws {
        let region = try StoryRegion.shared.get()
        let scratch = try Scratch()
        let file = try scratch.write("Läget är lugnt.\n", "lage.txt")
        #expect(try region.run(["seal", file] + FileStories.seal).status == 0)
        let envelope = file + ".envelope"
        let text = try Program.run(["inspect", envelope, "--label-format", "text"])
        #expect(text.status == 0 && text.text.hasPrefix("actual; sekretess; secrecy="))
        #expect(text.errors.contains("INGENTING ÄR KONTROLLERAT"))
        let xml = try Program.run(["inspect", envelope, "--label-format", "stanag-4774"])
        let back = try Program.run(
            ["label", "convert", "-", "--to", "text"], input: xml.output)
        #expect(back.text == text.text)
    }
}
