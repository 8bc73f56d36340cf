import Foundation
import ProgramSupport
import TestSupport
import Testing

/// An envelope that goes by paper: printed to PDF, made into pictures by a program of others, read
/// back.
@Suite(.serialized) struct SheetStories {
    @Test func `an envelope is printed, photographed and opened`() async throws {
        let desk = try await Desk()
        defer { desk.scratch.remove() }
        try await desk.seal("sekretess", "actual", ground: "osl-10-27")
        try await desk.budkavle(["qr", "export", desk.envelope, "-o", desk.path("ark.pdf")])
        let pages = try await desk.pictures(of: "ark.pdf", "sida", [])
        try await desk.budkavle(["qr", "import"] + pages + ["-o", desk.path("in.envelope")])
        #expect(try desk.bytes("in.envelope") == desk.bytes("lage.envelope"))
        try await desk.budkavle(
            [
                "open", desk.path("in.envelope"), "--as", "kommun-solna", "--region",
                desk.path("region"), "-o", desk.path("ut.txt"), "--carrier", "qr",
            ])
        #expect(try desk.bytes("ut.txt") == Array(Desk.text.utf8))
    }

    @Test func `a lost code is made good, two of a group are asked for by number`() async throws {
        let desk = try await Desk()
        defer { desk.scratch.remove() }
        try await desk.seal("sekretess", "actual", ground: "osl-10-27")
        try await desk.budkavle(["qr", "export", desk.envelope, "-o", desk.path("ark.pdf")])
        // All but the upper left code of the first page, at 150 dots per inch.
        let right = try await desk.pictures(of: "ark.pdf", "hoger", ["-x", "530", "-W", "710"])
        let lower = try await desk.pictures(
            of: "ark.pdf", "under", ["-x", "0", "-W", "530", "-y", "655", "-H", "1099"])
        try await desk.budkavle(
            ["qr", "import"] + right + lower + ["-o", desk.path("in.envelope")])
        #expect(try desk.bytes("in.envelope") == desk.bytes("lage.envelope"))
        let run = try await desk.run(["qr", "import"] + right + ["-o", desk.path("nej.envelope")])
        #expect(run.status == 65)
        #expect(run.errors.contains("Some of these are needed: 1, "), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: desk.path("nej.envelope")))
    }

    @Test func `a level that paper may not carry is refused with the gate`() async throws {
        let desk = try await Desk()
        defer { desk.scratch.remove() }
        try await desk.budkavle(
            ["exercise", "open", "vinter", "--region", desk.path("region")])
        try await desk.seal("begransat-hemlig", "exercise", ground: "ovningsmaterial")
        let run = try await desk.run(["qr", "export", desk.envelope])
        #expect(run.status == 77)
        #expect(run.errors.contains("carrier.ceiling"), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: desk.envelope + ".html"))
    }

    @Test func `an altered envelope does not get onto paper`() async throws {
        let desk = try await Desk()
        defer { desk.scratch.remove() }
        try await desk.seal("sekretess", "actual", ground: "osl-10-27")
        var bytes = try desk.bytes("lage.envelope")
        bytes[bytes.count - 5] ^= 1
        try Data(bytes).write(to: URL(filePath: desk.envelope))
        #expect(try await desk.run(["qr", "export", desk.envelope]).status == 65)
    }

    @Test func `a page without codes, and no picture at all, are told apart`() async throws {
        let desk = try await Desk()
        defer { desk.scratch.remove() }
        try await desk.seal("sekretess", "actual", ground: "osl-10-27")
        try await desk.budkavle(["qr", "export", desk.envelope, "-o", desk.path("ark.pdf")])
        let margin = try await desk.pictures(
            of: "ark.pdf", "kant", ["-x", "0", "-y", "0", "-W", "60", "-H", "60"])
        let blank = try await desk.run(["qr", "import"] + margin + ["-o", desk.path("x")])
        #expect(blank.status == 65 && blank.errors.contains("No code of a sheet"))
        let text = try await desk.run(["qr", "import", desk.envelope, "-o", desk.path("x")])
        #expect(text.status == 65 && text.errors.contains("neither PNG nor JPEG"))
    }
}

/// A region of two actors and one message between them.
private struct Desk {
    let scratch: ScratchFolder

    static let text = "Läge: vattenläckan är lagad.\n"

    init() async throws {
        scratch = try ScratchFolder()
        try Data("sos-alarm\nkommun-solna\n".utf8).write(
            to: scratch.url.appending(path: "actors"))
        try Data(Self.text.utf8).write(to: scratch.url.appending(path: "lage"))
        try await budkavle(["region", "new", path("region"), "--actors", path("actors")])
    }

    var envelope: String { path("lage.envelope") }

    func path(_ name: String) -> String { scratch.path(name) }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path(name))))
    }

    func seal(_ level: String, _ status: String, ground: String) async throws {
        try await budkavle([
            "seal", path("lage"), "--region", path("region"), "--from", "sos-alarm", "--to",
            "kommun-solna", "--level", level, "--status", status, "--ground", ground,
        ])
    }

    /// Of every page, by poppler; what is given cuts it.
    func pictures(of pdf: String, _ name: String, _ cut: [String]) async throws -> [String] {
        _ = try await ProgramRun.succeeding(
            URL(filePath: "/usr/bin/pdftoppm"),
            ["-r", "150", "-png"] + cut + [path(pdf), path(name)])
        return try FileManager.default.contentsOfDirectory(
            atPath: scratch.url.path(percentEncoded: false)
        ).filter { $0.hasPrefix(name + "-") }.sorted().map(path)
    }

    func budkavle(_ arguments: [String]) async throws {
        let run = try await run(arguments)
        guard run.status == 0 else {
            throw ProgramError.ended(
                command: arguments.prefix(2).joined(separator: " "), status: run.status,
                words: run.errors + run.output)
        }
    }

    func run(_ arguments: [String]) async throws -> ProgramRun {
        var arguments = arguments
        // A page is verified in a region; the others have none.
        if arguments.starts(with: ["qr", "export"]) { arguments += ["--region", path("region")] }
        return try await ProgramRun.of(
            BuiltProgram.budkavle.url(), arguments + ["--lang", "en"])
    }
}
