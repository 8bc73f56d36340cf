import Foundation
import Labels
import RegionSupport
import RelaySupport

/// A body of 2 KiB sealed to many, as a running node does it: keys checked, a slot each with
/// X-Wing, signed. Beside it age, which is a process each time and wraps with X25519 alone; its
/// time with one recipient says how much of that is the process.
enum WrapFigure {
    static func measure() async throws {
        let names = (1...(counts.max() ?? 1)).map { "aktor-\($0)" }
        let region = try TestRegion(actors: ["sos-alarm"] + names, levels: [.secrecy])
        let body = [UInt8](repeating: 7, count: bodyBytes)
        try await withScratch { folder in
            let age = try AgeRecipients(folder, body: body, count: names.count)
            for count in counts {
                var message = TestMessage(in: region)
                message.recipients = Array(names.prefix(count))
                let ours = try Spread(
                    (0..<rounds).map { _ in
                        let began = ContinuousClock.now
                        _ = try message.framed(body)
                        return (ContinuousClock.now - began).milliseconds
                    })
                tell("seal 2 KiB to \(count), sealed, in a running process: \(ours.text("ms"))")
                guard let age else { continue }
                let (many, one) = (try age.seal(to: count), try age.seal(to: 1))
                tell(
                    "    age \(many.text("ms")), to one \(one.text("ms"));",
                    "ratio \(rounded(ours.median / many.median))",
                    "(target \(count == counts.max() ? "1" : "2")),",
                    "without its process \(rounded(ours.median / (many.median - one.median)))")
            }
        }
    }

    private static let counts = [37, 400]
    private static let bodyBytes = 2_048
    static let rounds = 31
}

/// Many keys of age's own kind.
private struct AgeRecipients {
    private let folder: URL
    private let keys: [String]

    /// `nil` where age is not installed.
    init?(_ folder: URL, body: [UInt8], count: Int) throws {
        guard MeasuredRun.find("age") != nil else { return nil }
        self.folder = folder
        try Data(body).write(to: folder.appending(path: "body"))
        keys = try (0..<count).compactMap { index in
            try SealStage.ageKey(folder.appending(path: "key-\(index)"))
        }
    }

    func seal(to count: Int) throws -> Spread {
        let arguments =
            keys.prefix(count).flatMap { ["-r", $0] }
            + [
                "-o", folder.appending(path: "sealed").path(percentEncoded: false),
                folder.appending(path: "body").path(percentEncoded: false),
            ]
        return try Spread(
            (0..<WrapFigure.rounds).map { _ in
                try MeasuredRun("age", arguments).wallMilliseconds
            })
    }
}
