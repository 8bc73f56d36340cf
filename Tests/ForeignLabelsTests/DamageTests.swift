import Identity
import Labels
import TestSupport
import Testing

@testable import ForeignLabels

struct DamageTests {
    /// `BUDKAVLE_ROUNDS` asks for more.
    @Test func `a damaged label is refused, or is a label that is written and read the same`()
        throws
    {
        let created = try Timestamp(rfc3339: "2026-11-23T06:00:00Z")
        let label = try ConfidentialityLabelTests.specimens()[1]
        let base = try label.confidentiality(created: created).xml()
        var (read, refused) = (0, 0)
        for round in 0..<Seeded.rounds(60) * 20 {
            var random = Seeded(seed: 0xDA4 << 32 + round)
            var bytes = base
            Damage.apply(Self.tokens, to: &bytes, using: &random)
            guard let damaged = try? LabelDocument.label(bytes) else { refused += 1; continue }
            read += 1
            for form in LabelForm.allCases {
                let again = try LabelDocument.document(damaged, as: form, created: created)
                #expect(try LabelDocument.label(again) == damaged, "round \(round)")
            }
        }
        #expect(read >= 20 && refused >= 200)
    }

    private static let tokens = [
        " ", "\n", "&#10;", "&amp;", "|", ";", "\"", "a", "-", "1", "å", "<!-- x -->", "é",
        "<![CDATA[x]]>", "<GenericValue>x</GenericValue>", "\u{85}", "\u{7F}", "&#127;",
    ]
}
