import Identity

extension CAPAlert {
    /// As plain text for a terminal, headings in `language`; every info block is shown.
    package func rendering(_ language: HeadingLanguage) -> String {
        var out = Rendering(language)
        out.title([
            status.banner(language), messageType.banner(language),
            out.word("VARNINGSMEDDELANDE (CAP)", "ALERT (CAP)"),
        ])
        out.labelled("Beteckning", "Identifier", identifier)
        out.labelled("Avsändare", "Sender", sender)
        out.labelled("Sänt", "Sent", sent.rfc3339)
        let earlier = references.map(\.identifier).joined(separator: ", ")
        out.labelled("Avser", "Refers to", earlier)
        out.labelled("Anmärkning", "Note", note)
        for info in infos { info.render(into: &out) }
        if remarks.contains(.signatureNotVerified) {
            out.blank()
            out.block(
                out.word(
                    "Meddelandets egen signatur är inte kontrollerad.",
                    "The message's own signature has not been verified."))
        }
        return out.text
    }
}

extension CAPInfo {
    fileprivate func render(into out: inout Rendering) {
        out.blank()
        out.block(headline ?? event)
        out.labelled("Händelse", "Event", event)
        out.labelled("Språk", "Language", language ?? Self.languageDefault)
        out.labelled("Brådska", "Urgency", urgency.rawValue)
        out.labelled("Allvar", "Severity", severity.rawValue)
        out.labelled("Visshet", "Certainty", certainty.rawValue)
        out.labelled("Börjar", "Onset", (onset ?? effective)?.rfc3339)
        out.labelled("Upphör", "Expires", expires?.rfc3339)
        out.labelled("Område", "Area", areas.map(\.description).joined(separator: "; "))
        out.labelled("Källa", "Source", senderName)
        out.block(description?.trimmingBlankEnds())
        if let instruction {
            out.heading("Råd", "Instruction")
            out.block(instruction.trimmingBlankEnds())
        }
    }
}

extension CAPMessageType {
    /// What the message does, where that is not to alert.
    fileprivate func banner(_ language: HeadingLanguage) -> String? {
        switch (self, language) {
        case (.alert, _): nil
        case (.update, .swedish): "UPPDATERING"
        case (.update, .english): "UPDATE"
        case (.cancel, .swedish): "UPPHÄVD"
        case (.cancel, .english): "CANCELLED"
        case (.acknowledgement, .swedish): "KVITTENS"
        case (.acknowledgement, .english): "ACKNOWLEDGEMENT"
        case (.error, .swedish): "FEL"
        case (.error, .english): "ERROR"
        }
    }
}
