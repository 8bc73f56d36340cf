import ContentWording
import CorpusSupport
import Foundation
import Notes
import Policies
import TestSupport
import Testing
import Wording

/// Files of others, damaged at random: each is read or refused with a sentence, and none stops the
/// program.
///
/// `BUDKAVLE_FUZZ_MINUTES` lets it run longer, from a seed that is printed; `BUDKAVLE_SEED` runs the
/// same again.
struct FuzzTests {
    @Test(.enabled(if: SharedData.isPresent), .timeLimit(.minutes(60)))
    func `whatever a file of others is damaged to, it is read or refused with a sentence`() throws {
        let minutes = Seeded.asked("BUDKAVLE_FUZZ_MINUTES")
        let seed =
            Seeded.asked("BUDKAVLE_SEED") ?? (minutes == nil ? 1 : UInt64.random(in: 0 ... .max))
        print("BUDKAVLE_SEED=\(seed)")
        let end = ContinuousClock.now + .seconds(60 * Int(minutes ?? 0))
        let inputs = try Self.inputs()
        var random = Seeded(seed: seed)
        var (rounds, refused) = (0, 0)
        repeat {
            for _ in 0..<Self.roundsAtOnce {
                guard let input = inputs.randomElement(using: &random) else { break }
                var bytes = input.bytes
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    Damage.apply(Self.tokens, to: &bytes, using: &random)
                }
                rounds += 1
                guard let error = input.refusal(bytes) else { continue }
                refused += 1
                let words = (error as? any Advised)?.advice.text.english
                #expect(words?.isEmpty == false, "\(input.name), round \(rounds): \(error)")
            }
        } while ContinuousClock.now < end
        print("fuzzed \(rounds) times, refused \(refused)")
        #expect(refused > rounds / 4 && refused < rounds)
    }

    private struct Input: Sendable {
        let name: String
        let bytes: [UInt8]
        /// Why these bytes in its place are not taken; `nil` where they are.
        let refusal: @Sendable ([UInt8]) -> (any Error)?
    }

    /// The corpora, and what of our own strangers hand us: signed notes and policies.
    private static func inputs() throws -> [Input] {
        let theirs = try Corpora.all().flatMap { corpus in
            try corpus.expectations.keys.sorted().map { file in
                Input(
                    name: file, bytes: try SharedData.bytes(corpus.folder + "/" + file),
                    refusal: { bytes in
                        guard case .refused(let error) = corpus.outcome(of: bytes, named: file)
                        else { return nil }
                        return error
                    })
            }
        }
        return (theirs + (try notes()) + (try policies())).filter { $0.bytes.count <= bytesMax }
    }

    private static func notes() throws -> [Input] {
        try files(below: "Keys", ending: ".note").map { name, bytes in
            Input(name: name, bytes: bytes) { bytes in
                do throws(NoteError) {
                    _ = try SignedNote(parsing: bytes)
                    return nil
                } catch { return error }
            }
        }
    }

    private static func policies() throws -> [Input] {
        let sources = try files(below: "Policies", ending: ".yaml").filter { !$0.0.contains("/") }
        let whole = Dictionary(uniqueKeysWithValues: sources)
        return sources.map { name, bytes in
            Input(name: name, bytes: bytes) { bytes in
                do throws(PolicyError) {
                    _ = try Policy.compile(files: whole.merging([name: bytes]) { $1 })
                    return nil
                } catch { return error }
            }
        }
    }

    private static func files(
        below folder: String, ending end: String
    ) throws -> [(String, [UInt8])] {
        let root = SharedData.packageRoot.appending(path: folder)
        return try FileManager.default.subpathsOfDirectory(atPath: root.path(percentEncoded: false))
            .sorted()
            .filter { $0.hasSuffix(end) }
            .map { ($0, Array(try Data(contentsOf: root.appending(path: $0)))) }
    }

    private static let roundsAtOnce = 400
    /// What is larger takes its time and finds no more.
    private static let bytesMax = 32_768

    private static let tokens = [
        "&#10;", "&amp;", "<![CDATA[ ]]>", "<!DOCTYPE a>", "]]>", "<a>", "</a>", "<!-- x -->", "\"",
        "\\u0000", "\\ud800", "[", "]", "{", "}", "null", "-", "1e999", "9223372036854775808", ",",
        "å", "\u{0}", "\u{85}", "\u{202E}", "\u{FEFF}", "\n", "\n\n", "— ", ":", "&x", "*x",
        "!!str ",
        "\t", "  - ", "9999-12-31T23:59:59Z", "180.0001", "|", ";", "=",
    ]
}
