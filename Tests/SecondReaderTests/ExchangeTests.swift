import Envelopes
import Foundation
import Identity
import Labels
import Primitives
import ProgramSupport
import RegionSupport
import Registry
import TestSupport
import Testing
import VectorSupport

/// What one implementation seals, the other opens.
@Suite struct ExchangeTests {
    /// Around the chunk of 16 384 bytes, also where padding makes exactly one (16 200), around the
    /// piece of 65 536, and some MiB.
    private static let sizes = [0, 1, 200, 16_200, 16_383, 16_384, 16_385, 65_500, 65_536]
    private static let large = 3 * 1_048_576 + 5

    /// The large one once a suite is enough.
    private func sizes(_ recipients: Int) -> [Int] {
        Self.sizes + (recipients == 1 ? [Self.large] : [])
    }

    @Test(arguments: Suite.allCases, [1, 3])
    func `the second reader opens what Swift seals`(_ suite: Suite, _ recipients: Int) async throws
    {
        let exchange = try Exchange()
        defer { exchange.folder.remove() }
        let message = ExchangeMessage(exchange, suite, recipientCount: recipients)
        var files: [String] = []
        for size in sizes(recipients) {
            let sealed = try message.sealed(Exchange.body(size), isOpaque: size == 200)
            let file = exchange.folder.url.appending(path: "\(size)")
            // Of several, the last one gets its own slot alone.
            let isAlone = recipients > 1 && suite.seals
            let last = message.recipients[recipients - 1].id
            let bytes = isAlone ? try sealed.file(for: last, in: exchange) : sealed.file
            try Data(bytes).write(to: file)
            files.append(file.path(percentEncoded: false))
        }
        let reader = message.recipients[recipients - 1]
        let answers = try await SecondReader.run(
            ["open"] + exchange.viewOptions + exchange.ringOptions(of: reader)
                + [
                    "--as", reader.id.text, "--out",
                    exchange.folder.url.path(percentEncoded: false),
                ] + files)
        try #require(answers.count == sizes(recipients).count)
        for (size, answer) in zip(sizes(recipients), answers) {
            let opened = try #require(
                answer.body, "\(answer.refused ?? ""): \(answer.detail ?? "")")
            #expect(try Array(Data(contentsOf: URL(filePath: opened))) == Exchange.body(size))
            #expect(answer.fileName == "läge.txt" && answer.mediaType == "text/plain")
            #expect(answer.counter == (suite.seals ? UInt64(recipients) + 99 : nil))
        }
    }

    @Test(arguments: Suite.allCases)
    func `the second reader opens attachments that Swift seals`(_ suite: Suite) async throws {
        let exchange = try Exchange()
        defer { exchange.folder.remove() }
        let message = ExchangeMessage(exchange, suite, recipientCount: 1)
        let files = [1, 256, 16_384, 70_000].map { Exchange.body($0) }
        let sealed = try message.sealed([1, 2, 3], attaching: files)
        let file = exchange.folder.url.appending(path: "message")
        try Data(sealed.file).write(to: file)
        let blobs = exchange.folder.url.appending(path: "blobs")
        try FileManager.default.createDirectory(at: blobs, withIntermediateDirectories: true)
        for blob in sealed.blobs {
            try Data(blob).write(to: blobs.appending(path: Hashing.sha256(blob).hex))
        }
        let reader = message.recipients[0]
        let answers = try await SecondReader.run(
            ["open"] + exchange.viewOptions + exchange.ringOptions(of: reader)
                + [
                    "--as", reader.id.text, "--out",
                    exchange.folder.url.path(percentEncoded: false), "--blobs",
                    blobs.path(percentEncoded: false), file.path(percentEncoded: false),
                ])
        let answer = try #require(answers.first)
        let attachments = try #require(
            answer.attachments, "\(answer.refused ?? ""): \(answer.detail ?? "")")
        #expect(attachments.map(\.name) == files.indices.map { "bild \($0).png" })
        for (attachment, file) in zip(attachments, files) {
            #expect(try Array(Data(contentsOf: URL(filePath: attachment.path))) == file)
        }
    }

    @Test(arguments: Suite.allCases, [1, 3])
    func `Swift opens what the second reader seals`(_ suite: Suite, _ recipients: Int) async throws
    {
        let exchange = try Exchange()
        defer { exchange.folder.remove() }
        let message = ExchangeMessage(exchange, suite, recipientCount: recipients)
        let jobs = try sizes(recipients).map { try Self.job(message, Exchange.body($0), $0) }
        let jobsFile = exchange.folder.url.appending(path: "jobs.json")
        try JSONEncoder().encode(jobs).write(to: jobsFile)
        let answers = try await SecondReader.run(
            ["seal"] + exchange.viewOptions + exchange.ringOptions(of: exchange.sender)
                + [jobsFile.path(percentEncoded: false)])
        #expect(answers.count == jobs.count)
        for (size, job) in zip(sizes(recipients), jobs) {
            let whole = try Array(Data(contentsOf: URL(filePath: job.out)))
            for (index, actor) in message.recipients.prefix(size < 1_000 ? 3 : 1).enumerated() {
                let opened = try message.received(whole, as: index)
                #expect(opened.body == Exchange.body(size))
                #expect(opened.counter == (suite.seals ? UInt64(index) + 100 : nil))
                guard job.deliver.contains(actor.id.text) else { continue }
                let alone = URL(filePath: job.out + ".\(actor.id)")
                let bytes = try Array(Data(contentsOf: alone))
                #expect(try message.received(bytes, as: index).body == opened.body)
            }
        }
    }

    /// What the second reader is asked to seal.
    struct Job: Encodable {
        let out: String
        let body: String
        let from: String
        let to: [String: Int]
        let label: String
        let kind = "file"
        let suite: String
        let viewDigest: String
        let deliver: [String]
        var late: [String: Int] = [:]
        let mediaType = "text/plain"
        let fileName = "läge.txt"
        let ground = "osl-10-2"
        let counter: Int
    }

    static func job(_ message: ExchangeMessage, _ body: [UInt8], _ size: Int) throws -> Job {
        let folder = message.exchange.folder
        try Data(body).write(to: folder.url.appending(path: "\(size).body"))
        let names = message.suite.seals ? message.recipients.map(\.id.text) : []
        let numbered = names.enumerated().map { ($1, $0 + 100) }
        return Job(
            out: folder.path("\(size).envelope"), body: folder.path("\(size).body"),
            from: message.exchange.sender.id.text,
            to: Dictionary(uniqueKeysWithValues: numbered), label: try message.label().text,
            suite: message.suite.rawValue, viewDigest: message.viewDigest.description,
            // Large ones once is enough.
            deliver: size < 1_000 ? names : [], counter: message.suite == .signed ? 7 : 0)
    }

    @Test func `the second reader unlocks a ring by its passphrase, and by no other`() async throws
    {
        let exchange = try Exchange()
        defer { exchange.folder.remove() }
        let message = ExchangeMessage(exchange, .sealed, recipientCount: 1)
        let file = exchange.folder.url.appending(path: "envelope")
        try Data(message.sealed([1, 2, 3]).file).write(to: file)
        let wrong = exchange.folder.url.appending(path: "wrong")
        try Data("korrekt häst batterj".utf8).write(to: wrong)
        func open(_ passphrase: String) async throws -> [SecondReader.Answer] {
            try await SecondReader.run(
                ["open"] + exchange.viewOptions
                    + [
                        "--ring", exchange.folder.path("kommun-solna.ring"),
                        "--passphrase-file", passphrase, "--as", "kommun-solna",
                        "--out", exchange.folder.url.path(percentEncoded: false),
                        file.path(percentEncoded: false),
                    ])
        }
        #expect(try await open(exchange.folder.path("passphrase")).first?.counter == 100)
        #expect(try await open(wrong.path(percentEncoded: false)).first?.refused == "unlockFailed")
    }

    @Test func `both give the registry the same head`() async throws {
        let exchange = try Exchange()
        defer { exchange.folder.remove() }
        let answers = try await SecondReader.run(["registry", exchange.keysPath])
        #expect(answers.first?.head == exchange.region.registry.head.hex)
        let shipped = SharedData.packageRoot.appending(path: "Keys")
        #expect(
            try await SecondReader.run(["registry", shipped.path(percentEncoded: false)]).first?
                .refused == nil)
    }
}
