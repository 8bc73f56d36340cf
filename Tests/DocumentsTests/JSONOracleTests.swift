import Foundation
import TestSupport
import Testing

@testable import Documents

/// Our reader against Foundation's: whatever ours accepts, the other must accept, and see the same.
struct JSONOracleTests {
    @Test(.enabled(if: SharedData.isPresent))
    func `on every sound document of the test suite both readers see the same`() throws {
        var compared = 0
        for file in try SharedData.files(under: "data/adversarial/json-parsing") {
            let bytes = try SharedData.bytes(file)
            guard let node = try? JSONReader.read(bytes) else { continue }
            #expect(node.agrees(with: oracle(bytes)), "\(file)")
            compared += 1
        }
        #expect(compared >= 40)
    }

    /// `BUDKAVLE_ROUNDS` asks for more.
    @Test(arguments: 0..<Seeded.rounds(60))
    func `damaged documents are read as Foundation reads them, or refused`(_ round: UInt64) {
        var random = Seeded(seed: 0x150 + round)
        for _ in 0..<50 {
            var bytes = Self.bases.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                Damage.apply(Self.tokens, to: &bytes, using: &random)
            }
            guard let node = try? JSONReader.read(bytes) else { continue }
            #expect(
                node.agrees(with: oracle(bytes)),
                "round \(round): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    private static let bases: [[UInt8]] = [
        #"{"format":"budkavle/notice/v1","headline":"Halt väglag","text":"Kör \"sakta\".\n"}"#,
        #"[0,-1,2.5,1e3,1E-2,123456789012,true,false,null,"",{},[]]"#,
        #"{"a":{"b":[{"c":"\ud83d\ude00å\u00e4"}]},"ö":"\\\/\b\f\n\r\t"}"#,
    ].map { Array($0.utf8) }

    private static let tokens = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0041", "\\ud83d", "\\ude00", "\\u0000", "0",
        "-", ".", "e", "E+1", "1", "9", "true", "null", " ", "\n", "\"a\":1,", "\"a\":", "[[", "]]",
        "/**/", "'", "\u{0}", "\u{7F}", "\u{FEFF}", "å", "\u{10FFFF}", "\u{301}", "NaN",
    ]

    private func oracle(_ bytes: [UInt8]) -> Any? {
        try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    }
}

extension JSONNode {
    /// Whether Foundation read the same value. It takes a byte order mark out of a string's
    /// beginning, and rounds the last digits of some numbers otherwise.
    fileprivate func agrees(with other: Any?) -> Bool {
        switch self {
        case .null: other is NSNull
        case .boolean(let flag): other as? Bool == flag
        case .integer(let number): (other as? NSNumber)?.int64Value == number
        case .real(let number):
            (other as? NSNumber).map { abs($0.doubleValue - number) <= 4 * number.ulp } ?? false
        case .string(let text): (other as? String).map { text.isSame(as: $0) } ?? false
        case .array(let nodes):
            (other as? [Any]).map { others in
                nodes.count == others.count && zip(nodes, others).allSatisfy { $0.agrees(with: $1) }
            } ?? false
        case .object(let members):
            (other as? [String: Any]).map { others in
                members.count == others.count
                    && members.allSatisfy { member in
                        others.contains {
                            member.key.isSame(as: $0.key) && member.node.agrees(with: $0.value)
                        }
                    }
            } ?? false
        }
    }
}

extension String {
    fileprivate func isSame(as other: String) -> Bool {
        self == other || replacing("\u{FEFF}", with: "") == other.replacing("\u{FEFF}", with: "")
    }
}
