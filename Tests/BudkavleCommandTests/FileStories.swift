import Foundation
import Testing

struct FileStories {
    static let seal = [
        "--from", "lansstyrelsen-stockholm", "--to", "sos-alarm", "--level", "sekretess",
        "--status", "actual", "--ground", "osl-10-2",
    ]

    @Test func `a file is sealed, verified, inspected and opened`() throws {
        let region = try StoryRegion.shared.get()
        let scratch = try Scratch()
        let file = try scratch.write("Läget är lugnt.\n", "lage.txt")
        let sealed = try region.run(["seal", file, "--json"] + Self.seal)
        #expect(sealed.status == 0, "\(sealed.errors)")
        let id = try #require(sealed.json()["id"] as? String)
        let envelope = file + ".envelope"
        let verified = try region.run(["verify", envelope, "--json"])
        #expect(verified.status == 0)
        #expect(try verified.json()["id"] as? String == id)
        #expect(try verified.json()["verified"] as? Bool == true)
        let inspected = try Program.run(["inspect", envelope])
        #expect(inspected.status == 0)
        #expect(inspected.text.contains("INGENTING ÄR KONTROLLERAT"))
        #expect(inspected.text.contains("SEKRETESS · Sekretess enligt OSL 18:13"))
        try FileManager.default.removeItem(atPath: file)
        let opened = try region.run(["open", envelope, "--ring", region.ring("sos-alarm")])
        #expect(opened.status == 0, "\(opened.errors)")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "Läget är lugnt.\n")
        let over = try region.run(["open", envelope, "--ring", region.ring("sos-alarm")])
        #expect(over.status == 64)
    }

    @Test(arguments: ["oppen", "sekretess", "k"])
    func `pipes carry it in and out`(_ level: String) throws {
        let region = try StoryRegion.shared.get()
        let scratch = try Scratch()
        let line = """
            head -c 1500000 /dev/urandom | tee in \
            | budkavle seal - --region '\(region.path)' --from lansstyrelsen-stockholm \
                --to polisen-region-stockholm --level \(level) --status exercise \
                --ground ovningsmaterial -o - \
                --release-ring '\(region.ring("lansstyrelsen-stockholm"))/persons/person-1' \
            | budkavle open - --region '\(region.path)' --as polisen-region-stockholm -o - > out \
            && cmp in out
            """
        let run = try Program.shell(line, in: scratch.path)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.text.isEmpty)
    }

    // MARK: Attachments

    /// A file sealed with two attachments, in a scratch folder of its own.
    private func attached(_ scratch: Scratch, level: String = "sekretess") throws -> String {
        let region = try StoryRegion.shared.get()
        let file = try scratch.write("Se bilagorna.\n", "lage.txt")
        let (map, list) = (
            try scratch.write("karta\n", "karta å.txt"), try scratch.write("a;b\n", "lista.csv")
        )
        let run = try region.run([
            "seal", file, "--from", "lansstyrelsen-stockholm", "--to", "sos-alarm", "--level",
            level, "--status", "actual", "--ground", "osl-10-2", "--attach", map, "--attach", list,
            "--json",
        ])
        #expect(run.status == 0, "\(run.errors)")
        let sealed = try run.json()["attachments"] as? [String] ?? []
        #expect(sealed.count == 2)
        #expect(sealed.allSatisfy { $0.hasPrefix(file + ".envelope.attachments/") })
        return file + ".envelope"
    }

    private func open(
        _ envelope: String, _ scratch: Scratch, to name: String
    ) throws -> CommandRun {
        let region = try StoryRegion.shared.get()
        return try region.run([
            "open", envelope, "--as", "sos-alarm", "-o", scratch.path + "/" + name,
            "--attachments", scratch.path + "/" + name + "-bilagor", "--json",
        ])
    }

    @Test(arguments: ["oppen", "sekretess"])
    func `attachments are sealed beside the envelope and opened again`(_ level: String) throws {
        let region = try StoryRegion.shared.get()
        let scratch = try Scratch()
        let envelope = try attached(scratch, level: level)
        let verified = try region.run(["verify", envelope])
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(verified.text.contains("bilaga 2"))
        let inspected = try Program.run(["inspect", envelope, "--json"])
        let told = try inspected.json()["attachments"] as? [[String: Any]] ?? []
        #expect(told.count == 2 && told.allSatisfy { $0["file"] is String })

        let opened = try open(envelope, scratch, to: "ut")
        #expect(opened.status == 0, "\(opened.errors)")
        let files = scratch.path + "/ut-bilagor/"
        #expect(try String(contentsOfFile: files + "1-karta_å.txt", encoding: .utf8) == "karta\n")
        #expect(try String(contentsOfFile: files + "2-lista.csv", encoding: .utf8) == "a;b\n")
        let body = try String(contentsOfFile: scratch.path + "/ut", encoding: .utf8)
        #expect(body == "Se bilagorna.\n")
        let unasked = try region.run(["open", envelope, "--as", "sos-alarm", "-o", "/dev/null"])
        #expect(unasked.status == 0 && unasked.errors.contains("--attachments"))
    }

    @Test(arguments: ["missing", "altered", "longer", "exchanged"])
    func `an attachment that is missing or another's is named, and nothing is opened`(
        _ mischief: String
    ) throws {
        let region = try StoryRegion.shared.get()
        let scratch = try Scratch()
        let envelope = try attached(scratch)
        let folder = envelope + ".attachments"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let (first, second) = (folder + "/" + names[0], folder + "/" + names[1])
        var bytes = try Data(contentsOf: URL(filePath: first))
        switch mischief {
        case "missing": try FileManager.default.removeItem(atPath: first)
        case "altered":
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(filePath: first))
        case "longer": try (bytes + [0]).write(to: URL(filePath: first))
        default:
            try FileManager.default.removeItem(atPath: first)
            try FileManager.default.copyItem(atPath: second, toPath: first)
        }
        for run in [
            try open(envelope, scratch, to: "ut"), try region.run(["verify", envelope]),
        ] {
            #expect(run.status == 65)
            #expect(run.errors.contains(names[0]) || run.text.contains(names[0]))
        }
        #expect(try !scratch.names().contains("ut"))
        let without = try region.run(["verify", envelope, "--content-only"])
        #expect(without.status == 0 && without.errors.contains("INTE kontrollerades"))
    }

    @Test func `attachments may lie in a folder that several envelopes share`() throws {
        let region = try StoryRegion.shared.get()
        let scratch = try Scratch()
        let file = try scratch.write("Se bilagan.\n", "a")
        let shared = scratch.path + "/delade"
        for name in ["1", "2"] {
            let sealed = try region.run(
                [
                    "seal", file, "-o", scratch.path + "/" + name, "--attach", file, "--blobs",
                    shared,
                ] + Self.seal)
            #expect(sealed.status == 0, "\(sealed.errors)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: shared).count == 2)
        for name in ["1", "2"] {
            let run = try region.run(["verify", scratch.path + "/" + name, "--blobs", shared])
            #expect(run.status == 0, "\(run.errors)")
        }
    }

    @Test func `what cannot be attached leaves neither envelope nor attachments`() throws {
        let region = try StoryRegion.shared.get()
        let scratch = try Scratch()
        let file = try scratch.write("hej", "a")
        let empty = try scratch.write("", "tom")
        for arguments in [
            ["--attach", empty], ["--attach", scratch.path + "/saknas"],
            ["--attach", file, "-o", "-"],
        ] {
            let run = try region.run(["seal", file] + arguments + Self.seal)
            #expect(run.status == 64 || run.status == 65, "\(arguments): \(run.errors)")
        }
        // What an envelope that is gone has left is not taken for another's.
        try FileManager.default.createDirectory(
            atPath: file + ".envelope.attachments", withIntermediateDirectories: false)
        let taken = try region.run(["seal", file, "--attach", file] + Self.seal)
        #expect(taken.status == 64)
        #expect(try scratch.names() == ["a", "a.envelope.attachments", "tom"])
    }

    @Test func `the same file sealed twice gives other bytes and the next number`() throws {
        let region = try StoryRegion.shared.get().copied()
        // The copy may bring the counters of what other stories have sealed meanwhile.
        let counterFile = region.ring("lansstyrelsen-stockholm") + "/counters"
        try? FileManager.default.removeItem(atPath: counterFile)
        let scratch = try Scratch()
        let file = try scratch.write("hej", "a")
        for name in ["1", "2"] {
            let run = try region.run(["seal", file, "-o", scratch.path + "/" + name] + Self.seal)
            #expect(run.status == 0)
        }
        let both = try ["1", "2"].map {
            try Data(contentsOf: URL(filePath: scratch.path + "/" + $0))
        }
        #expect(both[0] != both[1])
        let counters = try String(contentsOfFile: counterFile, encoding: .utf8)
        #expect(counters.contains("sekretess actual sos-alarm 2\n"))
    }

    @Test func `what policy denies is not sealed, and every gate is told`() throws {
        let region = try StoryRegion.shared.get()
        let scratch = try Scratch()
        let file = try scratch.write("hemligt", "a")
        let run = try region.run([
            "seal", file, "--from", "lansstyrelsen-stockholm", "--to",
            "polisen-region-stockholm,kommun-vaxholm", "--level", "h", "--status", "exercise",
            "--ground", "ovningsmaterial",
        ])
        #expect(run.status == 77)
        #expect(run.errors.contains("kommun-vaxholm") && run.errors.contains("actor.ceiling"))
        #expect(!run.errors.contains("polisen-region-stockholm  "))
        #expect(try scratch.names() == ["a"])
    }

    @Test func `an audience is sealed to those who pass, unless all must`() throws {
        let region = try StoryRegion.shared.get()
        let scratch = try Scratch()
        let file = try scratch.write("övning", "a")
        let arguments = [
            "seal", file, "--from", "lansstyrelsen-stockholm", "--audience", "all", "--level",
            "h", "--status", "exercise", "--ground", "ovningsmaterial", "--json", "-o",
            scratch.path + "/b",
        ]
        let all = try region.run(arguments + ["--require-all"])
        #expect(all.status == 77)
        #expect(try scratch.names() == ["a"])
        let some = try region.run(arguments)
        #expect(some.status == 0, "\(some.errors)")
        let names = try some.json()["recipients"] as? [String]
        #expect(names?.contains("polisen-region-stockholm") == true)
        #expect(names?.contains("kommun-vaxholm") == false)
        #expect(try (some.json()["denied"] as? [Any])?.isEmpty == false)
    }

    @Test func `hemlig opens when two persons have released it, not before`() throws {
        let region = try StoryRegion.shared.get()
        let scratch = try Scratch()
        let file = try scratch.write("övning", "a")
        let persons = region.ring("lansstyrelsen-stockholm") + "/persons/person-"
        for (count, status) in [(1, 77), (2, 0)] as [(Int, Int32)] {
            let envelope = scratch.path + "/\(count).envelope"
            let rings = (1...count).flatMap { ["--release-ring", persons + String($0)] }
            let sealed = try region.run(
                [
                    "seal", file, "-o", envelope, "--from", "lansstyrelsen-stockholm", "--to",
                    "polisen-region-stockholm", "--level", "h", "--status", "exercise",
                    "--ground", "ovningsmaterial",
                ] + rings)
            #expect(sealed.status == 0, "\(sealed.errors)")
            let opened = try region.run([
                "open", envelope, "--as", "polisen-region-stockholm", "-o", "-",
            ])
            #expect(opened.status == status, "\(opened.errors)")
            #expect(opened.text == (status == 0 ? "övning" : ""))
        }
    }

    @Test func `an altered, cut or extended envelope is refused and nothing is written`() throws {
        let region = try StoryRegion.shared.get()
        let scratch = try Scratch()
        let file = try scratch.write("hej", "a")
        let envelope = scratch.path + "/a.envelope"
        #expect(try region.run(["seal", file] + Self.seal).status == 0)
        try FileManager.default.removeItem(atPath: file)
        let bytes = Array(try Data(contentsOf: URL(filePath: envelope)))
        var mangled: [[UInt8]] = [Array(bytes.dropLast()), bytes + [0], [], Array(bytes.prefix(9))]
        for offset in [0, 20, bytes.count / 2, bytes.count - 5] {
            var one = bytes
            one[offset] ^= 4
            mangled.append(one)
        }
        for bytes in mangled {
            try Data(bytes).write(to: URL(filePath: envelope))
            for command in ["open", "verify"] {
                let run = try region.run(
                    [command, envelope] + (command == "open" ? ["--as", "sos-alarm"] : []))
                #expect(run.status == 65, "\(run.errors)")
                #expect(run.errors.hasPrefix("budkavle: "))
            }
            #expect(try scratch.names() == ["a.envelope"])
        }
    }

    @Test func `another's ring, a missing file and a locked ring are told apart`() throws {
        let region = try StoryRegion.shared.get()
        let scratch = try Scratch()
        let file = try scratch.write("hej", "a")
        #expect(try region.run(["seal", file] + Self.seal).status == 0)
        let envelope = file + ".envelope"
        let other = try region.run([
            "open", envelope, "-o", scratch.path + "/b", "--ring", region.ring("kommun-solna"),
        ])
        #expect(other.status == 77)
        let wrongKey = try region.run([
            "open", envelope, "-o", scratch.path + "/b", "--ring", region.ring("sos-alarm"),
            "--key-file", region.ring("kommun-solna") + "/key",
        ])
        #expect(wrongKey.status == 65)
        #expect(wrongKey.errors.contains("fel lösenord eller fel nyckelfil"))
        let missing = try region.run(["open", scratch.path + "/x", "--as", "sos-alarm"])
        #expect(missing.status == 64)
        #expect(try scratch.names() == ["a", "a.envelope"])
    }

    @Test func `errors are JSON too when that is asked for`() throws {
        let scratch = try Scratch()
        let file = try scratch.write("inget kuvert", "a")
        let run = try Program.run(["inspect", file, "--json", "--lang", "en"])
        #expect(run.status == 65)
        let error = try #require(run.json()["error"] as? [String: Any])
        #expect(error["code"] as? String == "EnvelopeError.magicMissing")
        #expect(error["exit"] as? Int == 65)
        #expect((error["message"] as? String)?.contains("no envelope") == true)
    }

    @Test func `a message whose sender was revoked opens no more`() throws {
        let region = try StoryRegion.shared.get().copied()
        let scratch = try Scratch()
        let file = try scratch.write("hej", "a")
        #expect(try region.run(["seal", file] + Self.seal).status == 0)
        #expect(try region.run(["registry", "revoke", "lansstyrelsen-stockholm"]).status == 0)
        let run = try region.run([
            "open", file + ".envelope", "--as", "sos-alarm", "-o", scratch.path + "/b",
        ])
        #expect(run.status == 65)
        #expect(run.errors.contains("återkallad"))
        #expect(try scratch.names() == ["a", "a.envelope"])
    }
}
