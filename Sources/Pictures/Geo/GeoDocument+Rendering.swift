import Documents

extension GeoDocument {
    /// As plain text for a terminal, headings in `language`: how much it holds, where, and what its
    /// features are called.
    package func rendering(_ language: HeadingLanguage) -> String {
        var out = Rendering(language)
        out.title([origin?.status.banner(language), out.word("KARTUNDERLAG", "MAP DATA")])
        out.labelled("Märkning vid källan", "Marking at the source", origin?.marking)
        out.labelled("Källa", "Source", origin?.originator)
        out.labelled("Objekt", "Features", "\(features.count)")
        out.labelled("Geometrier", "Geometries", geometryCounts)
        out.labelled("Utbredning (lat,lon)", "Extent (lat,lon)", extent)
        for remark in remarks { out.block(remark.words(out)) }
        if !features.isEmpty { out.blank() }
        for (index, feature) in features.prefix(Self.featuresShownMax).enumerated() {
            let name = feature.title ?? out.word("objekt \(index + 1)", "feature \(index + 1)")
            out.item(name.shortened, notes: feature.notes(out))
        }
        if features.count > Self.featuresShownMax {
            let more = features.count - Self.featuresShownMax
            out.block(out.word("… och \(more) till", "… and \(more) more"))
        }
        return out.text
    }

    private var geometryCounts: String {
        let counts = Dictionary(geometries.map { ($0.type, 1) }, uniquingKeysWith: +)
        return GeoType.allCases.compactMap { type in
            counts[type].map { "\(type.rawValue) \($0)" }
        }.joined(separator: ", ")
    }

    private var extent: String? {
        GeoBox(around: geometries.flatMap(\.positions)).map { box in
            "\(shown(box.south)),\(shown(box.west)) – \(shown(box.north)),\(shown(box.east))"
        }
    }

    /// To some ten metres.
    private func shown(_ degrees: Double) -> String {
        plainDecimalText((degrees * 10_000).rounded() / 10_000)
    }

    private static let featuresShownMax = 50
}

extension GeoFeature {
    /// Plain properties, but for the one it is called by.
    fileprivate func notes(_ out: Rendering) -> [String?] {
        let plain = properties.compactMap { member -> String? in
            guard let text = member.node.plainText, text != title else { return nil }
            return "\(member.key.shortened): \(text.shortened)"
        }
        let shown: [String?] = Array(plain.prefix(Self.notesShownMax))
        let place = geometry == nil ? out.word("utan plats", "without a place") : nil
        let more = plain.count > Self.notesShownMax ? "…" : nil
        return [place] + shown + [more]
    }

    private static let notesShownMax = 6
}

extension GeoRemark {
    fileprivate func words(_ out: Rendering) -> String {
        switch kind {
        case .windingReversed:
            out.word(
                "Polygoner med omvänd riktning: \(count), först \(path).",
                "Polygons wound the wrong way: \(count), first \(path).")
        case .antimeridianCrossed:
            out.word(
                "Linjer som går mer än halva jorden runt: \(count), först \(path).",
                "Lines going more than half around the earth: \(count), first \(path).")
        case .boxContradicted:
            out.word(
                "Angivna utbredningar som inte stämmer: \(count), först \(path).",
                "Stated extents that do not hold: \(count), first \(path).")
        }
    }
}

extension JSONNode {
    /// What a person can read on one line; `nil` for `null`, lists and objects.
    fileprivate var plainText: String? {
        switch self {
        case .null, .array, .object: nil
        case .boolean(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .real(let number): "\(number)"
        case .string(let text): text
        }
    }
}

extension String {
    /// On one line, and no longer than a reader bears.
    fileprivate var shortened: String {
        let line = String(map { $0.isNewline ? " " : $0 })
        return line.count <= shownMaxCharacters
            ? line : line.prefix(shownMaxCharacters - 1) + "…"
    }
}

private let shownMaxCharacters = 120
