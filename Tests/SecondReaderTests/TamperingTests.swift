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
    ///
    /// Which ones is the same in every run, unless a seed is asked for: what is wrong in two ways at
    /// once may be named by either, so a surprise here is for whoever goes looking for it.
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
        let altered = Self.alterations(of: whole, seed: Exchange.seedAskedFor ?? 1)
        let files = try altered.enumerated().map { index, bytes in
            let file = exchange.folder.url.appending(path: "altered-\(index)")
            try Data(bytes).write(to: file)
            return file.path(percentEncoded: false)
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
        // Half of them where the structure is, the other half anywhere.
        let start = bytes.indices.prefix(640)
        var altered = (0..<flips).map { number in
            var copy = bytes
            let place = Int.random(in: number % 2 == 0 ? start : bytes.indices, using: &random)
            copy[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            return copy
        }
        altered += [0, 1, 8, 9, 12, 13, 14, bytes.count / 2, bytes.count - 1].map {
            Array(bytes.prefix($0))
        }
        altered += [bytes + [0], bytes + bytes]
        return altered
    }
}
