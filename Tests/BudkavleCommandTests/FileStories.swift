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
