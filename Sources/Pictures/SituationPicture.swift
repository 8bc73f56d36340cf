package import Identity

/// *Lägesbild*: what has happened, what it means and what is being done, at one time.
///
/// Source: LEH 2:9 and SFS 2022:524 §22 for the six answers it owes; national guidance for the
/// rest.
package struct SituationPicture: Hashable, Sendable {
    package let kind: PictureKind
    package let headline: String
    /// Who draws it.
    package let source: String
    /// The time it describes.
    package let time: Timestamp
    package let place: String?
    package let position: LatitudeLongitude?
    /// *Omfattning*: how far it reaches.
    package let scope: String?
    package let status: PayloadStatus?
    /// The answers, by question; at least one, none of them empty.
    package let statements: [PictureField: [Statement]]

    /// - Throws: ``PicturesError/fieldInvalid(field:_:)``.
    package init(
        kind: PictureKind, headline: String, source: String, time: Timestamp,
        place: String? = nil, position: LatitudeLongitude? = nil, scope: String? = nil,
        status: PayloadStatus? = nil, statements: [PictureField: [Statement]]
    ) throws(PicturesError) {
        self.kind = kind
        self.headline = try FieldText.line(headline, "headline")
        self.source = try FieldText.line(source, "source")
        self.time = time
        if let place { _ = try FieldText.line(place, "place") }
        self.place = place
        self.position = position
        if let scope { _ = try FieldText.block(scope, "scope", maxBytes: Self.scopeMaxBytes) }
        self.scope = scope
        self.status = status
        for (field, answers) in statements {
            let name = "statements.\(field.rawValue)"
            if answers.isEmpty { throw .fieldInvalid(field: name, .empty) }
            guard answers.count <= Self.statementsMaxCount else {
                throw .fieldInvalid(field: name, .tooMany(limit: Self.statementsMaxCount))
            }
        }
        if statements.isEmpty { throw .fieldInvalid(field: "statements", .empty) }
        self.statements = statements
    }

    /// The questions LEH 2:9 wants answered that this picture leaves open, in the statute's order.
    package var unanswered: [PictureField] {
        PictureField.owedByStatute.filter { statements[$0] == nil }
    }

    package static let scopeMaxBytes = 4_000
    /// For each question.
    package static let statementsMaxCount = 200
}

/// Whose picture it is.
package enum PictureKind: String, CaseIterable, Sendable, Hashable {
    /// *Egen lägesbild*.
    case own
    /// *Förmedlad lägesbild*: another's, passed on.
    case relayed
    /// *Samlad lägesbild*: compiled from several.
    case compiled
}

/// One answer: what is said, whether it is seen or judged, and by whom.
package struct Statement: Hashable, Sendable {
    package let text: String
    package let basis: StatementBasis
    /// Whose word it is, where that differs from the picture's source.
    package let source: String?
    /// When it held, where that differs from the picture's time.
    package let time: Timestamp?
    package let place: String?

    /// - Throws: ``PicturesError/fieldInvalid(field:_:)``.
    package init(
        _ text: String, basis: StatementBasis = .description, source: String? = nil,
        time: Timestamp? = nil, place: String? = nil
    ) throws(PicturesError) {
        self.text = try FieldText.block(text, "text", maxBytes: Self.textMaxBytes)
        self.basis = basis
        if let source { _ = try FieldText.line(source, "source") }
        self.source = source
        self.time = time
        if let place { _ = try FieldText.line(place, "place") }
        self.place = place
    }

    package static let textMaxBytes = 20_000
}

package enum StatementBasis: String, CaseIterable, Sendable, Hashable {
    /// *Beskrivning*: observed or reported.
    case description
    /// *Bedömning*: someone's judgement.
    case assessment
}
