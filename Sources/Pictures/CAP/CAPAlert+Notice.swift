import Identity
import Labels

extension CAPAlert {
    /// The alert that says what a received notice says.
    ///
    /// Identifier and sender are the message's and its originator's. Nothing is made up: what CAP
    /// asks for and a notice does not state is `Unknown`, `Other` or, for the language, `und`. The
    /// scope is never Public, since only the label says who may have it.
    ///
    /// - Throws: ``PicturesError/exportRefused(_:_:)`` when it updates or cancels something that CAP
    ///   has no name for.
    package init(_ notice: Notice, from provenance: Provenance) throws(PicturesError) {
        let references = try notice.change.references()
        let parameters = notice.sourceReference.map {
            [CAPNamedValue(name: "sourceReference", value: $0)]
        }
        let info = CAPInfo(
            language: "und", categories: [.other], event: notice.headline, responses: [],
            urgency: .unknown, severity: .unknown, certainty: .unknown, audience: nil,
            eventCodes: [], effective: notice.eventTime?.wholeSecond, onset: nil,
            expires: provenance.label.expires.wholeSecond, senderName: notice.source,
            headline: notice.headline, description: notice.text, instruction: nil, web: nil,
            contact: nil, parameters: parameters ?? [], resources: [], areas: notice.capAreas)
        self.init(
            version: .cap12, identifier: provenance.message.hex,
            sender: provenance.originator.text, sent: provenance.created.wholeSecond,
            status: notice.status ?? PayloadStatus(provenance.label.status.kind),
            messageType: notice.change.messageType, source: nil, scope: .restricted,
            restriction: Marking(provenance.label).line, addresses: nil, codes: [], note: nil,
            references: references, incidents: nil, infos: [info], remarks: [])
    }
}

extension Notice {
    /// A position is a circle without extent; CAP has no points.
    fileprivate var capAreas: [CAPArea] {
        guard let words = area ?? position?.description else { return [] }
        let circles = position.map { [CAPCircle(center: $0, radiusKilometres: 0)] } ?? []
        return [
            CAPArea(
                description: words, polygons: [], circles: circles, geocodes: [],
                altitudeFeet: nil, ceilingFeet: nil)
        ]
    }
}

extension NoticeChange {
    fileprivate var messageType: CAPMessageType {
        switch self {
        case .none: .alert
        case .updates: .update
        case .cancels: .cancel
        }
    }

    /// CAP names an earlier alert by sender, identifier and time; the notice's word for it must be
    /// just that, as in notices made from alerts.
    fileprivate func references() throws(PicturesError) -> [CAPReference] {
        switch self {
        case .none: return []
        case .updates(let earlier), .cancels(let earlier):
            let triples = earlier.split(whereSeparator: \.isWhitespace)
            let references = triples.compactMap { CAPText.reference($0) }
            guard !references.isEmpty, references.count == triples.count else {
                throw .exportRefused(.cap, .referenceUnknown(earlier))
            }
            return references
        }
    }
}

extension Timestamp {
    fileprivate var wholeSecond: Timestamp {
        Timestamp(clampingMilliseconds: milliseconds - milliseconds % 1_000)
    }
}
