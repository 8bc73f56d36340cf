package import Documents
package import Labels

/// Why bytes are not what they claim to be, or a field not what it must be.
package enum PicturesError: Error, Equatable {
    /// No sound text, XML or JSON at all.
    case documentInvalid(DocumentsError)
    /// Well-formed XML, but not the alert it claims to be; `path` as `/alert/info[1]/urgency`.
    case capInvalid(CAPDefect, path: String, at: TextPosition)
    /// Sound JSON, but not what it claims to be; `path` as `$.statements.forecast[0].text`.
    case jsonInvalid(JSONDefect, path: String)
    /// Sound JSON, but no GeoJSON we take; `path` as `$.features[3].geometry.coordinates[0][5]`.
    case geoInvalid(GeoDefect, path: String)
    case fieldInvalid(field: String, FieldDefect)
    case latitudeInvalid(text: String)
    case longitudeInvalid(text: String)
    case mediaTypeInvalid(text: String)
    case fileNameInvalid(text: String)
    /// The content says another status than the label it is to be sent under.
    case statusDiffers(stated: PayloadStatus, label: StatusKind)
    case exportRefused(ExportFormat, ExportObstacle)
}

/// What is wrong with a text field.
package enum FieldDefect: Error, Equatable, Sendable {
    case empty
    case tooLong(limitBytes: Int, foundBytes: Int)
    /// A control character (in a line: also a line break), `offset` in bytes.
    case controlCharacter(offset: Int)
    case tooMany(limit: Int)
}
