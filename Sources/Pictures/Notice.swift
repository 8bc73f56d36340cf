package import Identity

/// *Informationsunderrättelse*: something the others should know fast, critical or not.
package struct Notice: Hashable, Sendable {
    /// What it is about, in one line.
    package let headline: String
    package let text: String
    /// Who says so: an actor, a function, an authority's feed.
    package let source: String
    /// The area it concerns, in words.
    package let area: String?
    package let position: LatitudeLongitude?
    /// When it happened or was stated; not when it was sent.
    package let eventTime: Timestamp?
    /// The status the content itself states, if it does.
    package let status: PayloadStatus?
    /// The source's own name for it.
    package let sourceReference: String?
    package let change: NoticeChange

    /// - Throws: ``PicturesError/fieldInvalid(field:_:)``.
    package init(
        headline: String, text: String, source: String, area: String? = nil,
        position: LatitudeLongitude? = nil, eventTime: Timestamp? = nil,
        status: PayloadStatus? = nil, sourceReference: String? = nil,
        change: NoticeChange = .none
    ) throws(PicturesError) {
        self.headline = try FieldText.line(headline, "headline")
        self.text = try FieldText.block(text, "text")
        self.source = try FieldText.line(source, "source")
        if let area { _ = try FieldText.line(area, "area", maxBytes: Self.areaMaxBytes) }
        self.area = area
        self.position = position
        self.eventTime = eventTime
        self.status = status
        if let sourceReference { _ = try FieldText.line(sourceReference, "sourceReference") }
        self.sourceReference = sourceReference
        switch change {
        case .none: break
        case .updates(let earlier): _ = try FieldText.line(earlier, "updates")
        case .cancels(let earlier): _ = try FieldText.line(earlier, "cancels")
        }
        self.change = change
    }

    package static let areaMaxBytes = 4_000
}

/// What a notice does to an earlier one of the same source; never lost, or an all-clear would read
/// as a new warning.
package enum NoticeChange: Hashable, Sendable {
    case none
    case updates(String)
    case cancels(String)
}
