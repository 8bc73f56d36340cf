import Wording

/// A self-contained page for screen and paper, with its marking at the top and bottom of every side.
struct PrintedPage {
    let title: String
    /// As stamped.
    let marking: String
    /// Below the marking, in small print.
    let footing: String
    /// `#rrggbb`, of the level.
    let colour: String
    let style: String
    /// HTML, already escaped.
    let body: String

    func html(in language: Language) -> String {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <title>\(escaped(marking)) · \(escaped(title))</title>
        <style>
        \(Self.sides(in: language))
        .marking { border: 2px solid \(colour); font-weight: bold; padding: 1.5mm; text-align: center; }
        \(Self.common)
        \(style)
        </style>
        </head>
        <body>
        <div class="marking top">\(escaped(marking))</div>
        <div class="foot"><div class="marking">\(escaped(marking))</div>\(escaped(footing))</div>
        \(body)
        </body>
        </html>

        """
    }

    /// Running elements are WeasyPrint's way to have a thing on every side; a browser leaves them where
    /// they stand, at the top.
    private static func sides(in language: Language) -> String {
        let page = Phrase(sv: "Sida", en: "Page")[language]
        return """
            @page { size: A4; margin: 26mm 15mm 28mm 15mm;
              @top-center { content: element(top); width: 100%; }
              @bottom-center { content: element(foot); width: 100%; }
              @bottom-right-corner { content: "\(page) " counter(page) " (" counter(pages) ")";
                font: 7pt sans-serif; color: #333; vertical-align: top; padding-top: 3mm; } }
            .top { position: running(top); }
            .foot { position: running(foot); font-size: 7.5pt; color: #333; }
            .foot .marking { font-size: 9pt; color: #000; margin-bottom: 1mm; }
            """
    }

    private static let common = """
        body { font: 10pt/1.4 sans-serif; color: #1a1a1a; background: #fff; margin: 0 auto;
          max-width: 180mm; }
        h1 { font-size: 16pt; margin: 0 0 2mm 0; }
        h2 { font-size: 12pt; margin: 6mm 0 2mm 0; break-after: avoid; }
        table { border-collapse: collapse; width: 100%; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        th { text-align: left; border-bottom: 1px solid #333; font-weight: bold; }
        td { border-bottom: 1px solid #ddd; vertical-align: top; overflow-wrap: break-word; }
        th, td { padding: .8mm 2mm .8mm 0; font-size: 8.5pt; }
        .facts th { border-bottom: 1px solid #ddd; vertical-align: top; width: 38mm; }
        .facts td { overflow-wrap: anywhere; }
        """
}
