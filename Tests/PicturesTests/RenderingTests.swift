import Identity
import Testing

@testable import Pictures

struct RenderingTests {
    let now: Timestamp

    init() throws { now = try Timestamp(rfc3339: "2026-11-23T06:00:00Z") }

    @Test func `a notice reads like this`() throws {
        let notice = try Notice(
            headline: "Färjan flott", text: "Alla i land.", source: "Kustbevakningen",
            area: "Danziger gatt", eventTime: now, status: .exercise, sourceReference: "15",
            change: .cancels("14"))
        #expect(
            notice.rendering(.swedish) == """
                ÖVNING · UPPHÄVD · INFORMATIONSUNDERRÄTTELSE
                Färjan flott
                Område: Danziger gatt
                Tid: 2026-11-23T06:00:00Z
                Källa: Kustbevakningen
                Källans beteckning: 15
                Upphäver: 14

                Alla i land.

                """)
        #expect(notice.rendering(.english).hasPrefix("EXERCISE · CANCELLED · NOTICE\n"))
    }

    @Test func `a picture shows its answers, their basis, and what is left open`() throws {
        let picture = try SituationPicture(
            kind: .compiled, headline: "Snö", source: "TiB", time: now, place: "Länet",
            statements: [
                .forecast: [try Statement("Mer snö.\nBlåst.", basis: .assessment, source: "SMHI")],
                .condition: [try Statement("Halt.")],
            ])
        #expect(
            picture.rendering(.swedish) == """
                SAMLAD LÄGESBILD
                Snö
                Källa: TiB
                Tid: 2026-11-23T06:00:00Z
                Plats: Länet

                Tillståndet
                  – Halt.

                Den förväntade utvecklingen
                  – Mer snö.
                    Blåst. (bedömning; källa SMHI)

                Obesvarat: händelseutvecklingen, vidtagna åtgärder, planerade åtgärder, \
                tillgängliga resurser

                """)
        #expect(picture.rendering(.english).contains("\nExpected development\n  – Mer snö."))
    }

    @Test func `an alert shows its status first and says what was not checked`() throws {
        let text = CAPReaderTests.whole.replacing(">Actual<", with: ">Draft<").replacing(
            "</alert>", with: "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/></alert>")
        let shown = try CAPReader.read(Array(text.utf8)).rendering(.swedish)
        #expect(shown.hasPrefix("UTKAST – ej skarpt · UPPDATERING · VARNINGSMEDDELANDE (CAP)\n"))
        #expect(shown.contains("Meddelandets egen signatur är inte kontrollerad."))
        #expect(shown.contains("\nAvser: id-0\n") && shown.contains("\nSnö väntas\n"))
    }

    @Test func `on one line what would steer is shown as it is written, and nothing is lost`() {
        #expect(
            TerminalText.line("a\u{1B}[2J\nb\t\u{202E}å\\")
                == #"a\u{1B}[2J\nb\t\u{202E}å\"#)
        #expect(TerminalText.line("läge 7.pdf") == "läge 7.pdf")
    }

    @Test func `nothing from outside can steer the terminal`() throws {
        let text = CAPReaderTests.whole.replacing("Snö väntas", with: "A\u{9B}31m&#x202E;B\u{85}C")
        let shown = try CAPReader.read(Array(text.utf8)).rendering(.english)
        #expect(shown.contains("A\u{FFFD}31m\u{FFFD}B\u{FFFD}C"))
        #expect(TerminalText.safe("\u{1B}[2Jå\n\tö\u{7F}") == "\u{FFFD}[2Jå\n\tö\u{FFFD}")
    }

    @Test func `every field has a title in both languages`() {
        for field in PictureField.allCases {
            #expect(!field.title(.swedish).isEmpty && !field.title(.english).isEmpty)
        }
        #expect(PictureField.owedByStatute.count == 6)
    }
}
