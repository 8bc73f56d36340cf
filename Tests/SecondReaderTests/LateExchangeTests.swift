import Envelopes
import Foundation
import Identity
import Labels
import Ledger
import Notes
import Primitives
import ProgramSupport
import RegionSupport
import Registry
import Sealing
import Testing
import VectorSupport

/// What comes after a message, in both directions: late slots, and receipts for the originator.
@Suite struct LateExchangeTests {
    // MARK: Supplements

    @Test(arguments: [Suite.sealed, .layered])
    func `the second reader opens by a supplement that Swift signed`(_ suite: Suite) async throws {
        let exchange = try Exchange()
        defer { exchange.folder.remove() }
        let message = ExchangeMessage(exchange, suite, recipientCount: 1)
        let late = exchange.recipients[1]
        let sealed = try message.sealed([1, 2, 3])
        let file = exchange.folder.url.appending(path: "message")
        try Data(sealed.file).write(to: file)
        let supplement = try message.supplement(to: late, of: sealed, counter: 7)
        func opened(_ supplement: [UInt8]) async throws -> SecondReader.Answer? {
            let place = exchange.folder.url.appending(path: "supplement")
            try Data(supplement).write(to: place)
            return try await SecondReader.run(
                ["open"] + exchange.viewOptions + exchange.ringOptions(of: late)
                    + [
                        "--as", late.id.text, "--out",
                        exchange.folder.url.path(percentEncoded: false), "--supplement",
                        place.path(percentEncoded: false), file.path(percentEncoded: false),
                    ]
            ).first
        }
        let answer = try await opened(supplement.encoded)
        let body = try #require(answer?.body, "\(answer?.detail ?? "")")
        #expect(try Array(Data(contentsOf: URL(filePath: body))) == [1, 2, 3])
        #expect(answer?.counter == 7)
        var turned = supplement.encoded
        turned[turned.count - 1] ^= 1
        #expect(try await opened(turned)?.refused == "signatureInvalid")
    }

    @Test(arguments: [Suite.sealed, .layered])
    func `Swift opens by a supplement that the second reader signed`(_ suite: Suite) async throws {
        let exchange = try Exchange()
        defer { exchange.folder.remove() }
        let message = ExchangeMessage(exchange, suite, recipientCount: 1)
        let late = exchange.recipients[1]
        var job = try ExchangeTests.job(message, [4, 5, 6], 3)
        job.late = [late.id.text: 11]
        let jobs = exchange.folder.url.appending(path: "jobs.json")
        try JSONEncoder().encode([job]).write(to: jobs)
        let answers = try await SecondReader.run(
            ["seal"] + exchange.viewOptions + exchange.ringOptions(of: exchange.sender)
                + [jobs.path(percentEncoded: false)])
        #expect(answers.first?.refused == nil)
        let (received, content) = try EnvelopeFraming.split(
            Array(Data(contentsOf: URL(filePath: job.out))))
        let view = exchange.region.view()
        let envelope = try received.verified(in: view, at: exchange.region.now)
        let bytes = try Data(contentsOf: URL(filePath: job.out + ".late.\(late.id)"))
        let supplement = try ReceivedSupplement(encoded: Array(bytes))
            .verified(for: envelope, in: view)
        let slot = try envelope.openSlot(
            of: supplement, with: late.wrapping(message.level, message.status().kind))
        #expect(slot.counter == 11)
        let body = try envelope.verified(content: content).open(content, secrets: slot.secrets)
            .body
        #expect(body == [4, 5, 6])
    }

    // MARK: Receipts

    private static let message = MessageID(Hashing.sha256(Array("message".utf8)))

    /// A node of a recipient says that the message was opened.
    private func note(_ exchange: Exchange) throws -> SignedNote {
        let issuer = exchange.recipients[0]
        return try Receipt(
            .opened, of: [ReceiptItem(Self.message)],
            issuer: .node(issuer.node.id, of: issuer.id), at: exchange.region.now
        ).signed(by: issuer.node.receiptSigner)
    }

    @Test func `the second reader opens a receipt that Swift sealed, by the originator's key`()
        async throws
    {
        let exchange = try Exchange()
        defer { exchange.folder.remove() }
        let (sender, note) = (exchange.sender, try note(exchange))
        let key = try sender.wrapping(.secrecy, .actual)
        let file = exchange.folder.url.appending(path: "receipt")
        try Data(SealedReceipt.seal(note.encoded, for: Self.message, to: key.publicKey))
            .write(to: file)
        func opened(
            _ message: MessageID = Self.message, as actor: TestActor
        ) async throws -> SecondReader.Answer? {
            try await SecondReader.run(
                ["receipt"] + exchange.viewOptions + exchange.ringOptions(of: actor)
                    + [
                        "--message", message.hex, "--owner",
                        "messages:\(actor.id):sekretess:actual", file.path(percentEncoded: false),
                    ]
            ).first
        }
        let answer = try await opened(as: sender)
        #expect(answer?.kind == "opened" && answer?.messages == [Self.message.hex])
        let issuer = exchange.recipients[0]
        #expect(answer?.issuer == "node \(issuer.id)/\(issuer.node.id)")
        #expect(try await opened(as: issuer)?.refused == "openFailed")
        let other = MessageID(Hashing.sha256(Array("other".utf8)))
        #expect(try await opened(other, as: sender)?.refused == "openFailed")
    }

    @Test func `Swift opens a receipt that the second reader sealed`() async throws {
        let exchange = try Exchange()
        defer { exchange.folder.remove() }
        let note = try note(exchange)
        let plain = exchange.folder.url.appending(path: "note")
        try Data(note.encoded).write(to: plain)
        let out = exchange.folder.path("sealed")
        let answers = try await SecondReader.run(
            ["seal-receipt"] + exchange.viewOptions
                + [
                    "--message", Self.message.hex, "--out", out,
                    plain.path(percentEncoded: false), "--to", exchange.sender.id.text,
                    "sekretess", "actual",
                ])
        #expect(answers.first?.refused == nil)
        let opened = try SealedReceipt.open(
            Array(Data(contentsOf: URL(filePath: out))), for: Self.message,
            with: exchange.sender.wrapping(.secrecy, .actual))
        #expect(opened == note.encoded)
    }

    @Test func `both believe a receipt by its issuer's registered key alone`() async throws {
        let exchange = try Exchange()
        defer { exchange.folder.remove() }
        let right = try note(exchange)
        let stranger = exchange.recipients[1].node.receiptSigner
        let wrong = try SignedNote(text: right.text, signers: [stranger])
        let files = try [right, wrong].enumerated().map { index, note in
            let file = exchange.folder.url.appending(path: "note-\(index)")
            try Data(note.encoded).write(to: file)
            return file.path(percentEncoded: false)
        }
        let answers = try await SecondReader.run(["receipt"] + exchange.viewOptions + files)
        #expect(answers.map(\.kind) == ["opened", nil])
        #expect(answers.last?.refused == "note:signatureMissing")
    }
}

extension ExchangeMessage {
    /// A slot of this message for somebody who had none.
    fileprivate func supplement(
        to late: TestActor, of sealed: EnvelopeHead.WithContent, counter: UInt64
    ) throws -> ReceivedSupplement {
        let (view, now) = (exchange.region.view(), exchange.region.now)
        let kind = try status().kind
        let envelope = try ReceivedEnvelope(head: sealed.head).verified(in: view, at: now)
        let own = recipients[0]
        let opened = try envelope.openSlot(of: own.id, with: own.wrapping(level, kind))
        guard let key = view.usableKey(of: late.id, .wrapping, level: level, status: kind) else {
            throw TestRegionError.keyMissing
        }
        let slot = try opened.secrets.slot(
            for: SlotRecipient(key: key, counter: counter), core: envelope.core,
            coreID: envelope.header.coreID, now: now)
        let supplement = Supplement(
            message: envelope.id, slot: slot, viewDigest: viewDigest, created: now)
        let keys = SigningKeys(
            classical: try exchange.sender.signing(level, kind),
            postQuantum: suite == .layered
                ? try exchange.sender.postQuantumSigning(level, kind) : nil)
        return ReceivedSupplement(
            supplement: supplement,
            signatures: try keys.signatures(
                over: supplement.encoded, domain: EnvelopeDomain.supplement, suite: suite))
    }
}
