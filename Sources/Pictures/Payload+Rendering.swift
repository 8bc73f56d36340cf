import Identity

extension Payload {
    /// As plain text for a terminal, headings in `language`.
    ///
    /// The status stands first. A file shows its name, type and size only.
    package func rendering(_ language: HeadingLanguage) -> String {
        switch content {
        case .picture(let picture): return picture.rendering(language)
        case .notice(let notice): return notice.rendering(language)
        case .alert(let alert): return alert.rendering(language)
        case .map(let map): return map.rendering(language)
        case .file(let file):
            var out = Rendering(language)
            out.title([file.status?.banner(language), out.word("FIL", "FILE")])
            out.labelled("Namn", "Name", file.name)
            out.labelled("Typ", "Type", file.mediaType.text)
            out.labelled("Storlek", "Size", "\(bytes.count) byte")
            return out.text
        }
    }
}

extension Notice {
    /// As plain text for a terminal, headings in `language`.
    package func rendering(_ language: HeadingLanguage) -> String {
        var out = Rendering(language)
        out.title([
            status?.banner(language), changeBanner(out),
            out.word("INFORMATIONSUNDERRÄTTELSE", "NOTICE"),
        ])
        out.block(headline)
        out.labelled("Område", "Area", area)
        out.labelled("Läge (lat,lon)", "Position (lat,lon)", position?.description)
        out.labelled("Tid", "Time", eventTime?.rfc3339)
        out.labelled("Källa", "Source", source)
        out.labelled("Källans beteckning", "Source's reference", sourceReference)
        switch change {
        case .none: break
        case .updates(let earlier): out.labelled("Uppdaterar", "Updates", earlier)
        case .cancels(let earlier): out.labelled("Upphäver", "Cancels", earlier)
        }
        out.blank()
        out.block(text)
        return out.text
    }

    private func changeBanner(_ out: Rendering) -> String? {
        switch change {
        case .none: nil
        case .updates: out.word("UPPDATERING", "UPDATE")
        case .cancels: out.word("UPPHÄVD", "CANCELLED")
        }
    }
}

extension SituationPicture {
    /// As plain text for a terminal, headings in `language`; says what was left unanswered.
    package func rendering(_ language: HeadingLanguage) -> String {
        var out = Rendering(language)
        out.title([status?.banner(language), kind.title(language)])
        out.block(headline)
        out.labelled("Källa", "Source", source)
        out.labelled("Tid", "Time", time.rfc3339)
        out.labelled("Plats", "Place", place)
        out.labelled("Läge (lat,lon)", "Position (lat,lon)", position?.description)
        out.labelled("Omfattning", "Scope", scope)
        for field in PictureField.allCases {
            guard let answers = statements[field] else { continue }
            out.heading(field.title(.swedish), field.title(.english))
            for answer in answers {
                out.item(
                    answer.text,
                    notes: [
                        answer.basis == .assessment ? out.word("bedömning", "assessment") : nil,
                        answer.source.map { "\(out.word("källa", "source")) \($0)" },
                        answer.time?.rfc3339, answer.place,
                    ])
            }
        }
        if !unanswered.isEmpty {
            out.blank()
            let titles = unanswered.map { $0.title(language).lowercased() }
            out.labelled("Obesvarat", "Unanswered", titles.joined(separator: ", "))
        }
        return out.text
    }
}

extension PictureKind {
    package func title(_ language: HeadingLanguage) -> String {
        switch (self, language) {
        case (.own, .swedish): "EGEN LÄGESBILD"
        case (.own, .english): "OWN SITUATION PICTURE"
        case (.relayed, .swedish): "FÖRMEDLAD LÄGESBILD"
        case (.relayed, .english): "RELAYED SITUATION PICTURE"
        case (.compiled, .swedish): "SAMLAD LÄGESBILD"
        case (.compiled, .english): "COMPILED SITUATION PICTURE"
        }
    }
}
