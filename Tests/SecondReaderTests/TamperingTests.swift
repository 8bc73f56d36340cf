import Envelopes
import Foundation
import Identity
import Labels
import ProgramSupport
import RegionSupport
import Registry
import TestSupport
import Testing
import VectorSupport

/// What somebody altered, both refuse, and for the same reason.
@Suite struct TamperingTests {
    /// Bits turned in each envelope, beside cuts and additions; more when asked for.
    static let flips = Int(ProcessInfo.processInfo.environment["BUDKAVLE_FLIPS"] ?? "") ?? 120

    @Test(arguments: Suite.allCases, [false, true])
    func `an altered envelope is refused by both for the same reason`(
        _ suite: Suite, _ isAlone: Bool
    ) async throws {
        let exchange = try Exchange()
        defer { exchange.folder.remove() }
        let message = ExchangeMessage(exchange, suite, recipientCount: 3)
        let sealed = try message.sealed(Array("Läge: oförändrat.".utf8))
        let reader = message.recipients[1].id
        let whole =
            isAlone && suite.seals ? try sealed.file(for: reader, in: exchange) : sealed.file
        let altered = Self.alterations(of: whole, seed: Exchange.seed)
        let files = try altered.enumerated().map { index, bytes in
            let file = exchange.folder.url.appending(path: "altered-\(index)")
            try Data(bytes).write(to: file)
            return file.path()
        }
        let answers = try await SecondReader.run(["verify"] + exchange.viewOptions + files)
        try #require(answers.count == altered.count)
        for (bytes, answer) in zip(altered, answers) {
            let kind = refusal {
                let (received, content) = try EnvelopeFraming.split(bytes)
                let envelope = try received.verified(
                    in: exchange.region.view(), at: exchange.region.now)
                _ = try envelope.verified(content: content)
            }
            let place = zip(bytes, whole).prefix { $0 == $1 }.count
            #expect(kind != nil, "byte \(place)")
            #expect(
                answer.refused == kind, "byte \(place) of \(whole.count): \(answer.detail ?? "")")
        }
    }

    /// Single bits turned, the ends of every length cut off, and something added.
    private static func alterations(of bytes: [UInt8], seed: UInt64) -> [[UInt8]] {
        var random = Seeded(seed: seed)
        var altered = (0..<flips).map { _ in
            var copy = bytes
            copy[Int.random(in: copy.indices, using: &random)] ^=
                1
                << UInt8.random(
                    in: 0..<8, using: &random)
            return copy
        }
        altered += [0, 1, 8, 9, 12, 13, 14, bytes.count / 2, bytes.count - 1].map {
            Array(bytes.prefix($0))
        }
        altered += [bytes + [0], bytes + bytes]
        return altered
    }
}
