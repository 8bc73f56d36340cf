/// The form a received content is written in.
package enum ExportFormat: String, CaseIterable, Sendable, Hashable {
    /// The bytes as they came.
    case original
    /// CAP 1.2.
    case cap
    /// GeoJSON, RFC 7946.
    case geojson
    /// Our JSON of notices and situation pictures.
    case json
}

/// Why a content cannot be written in a format.
package enum ExportObstacle: Error, Equatable, Sendable {
    /// An approved product has sealed it: nobody here knows what it is.
    case sealedElsewhere
    /// The format has no room for contents of this sort.
    case sortUnfit(ContentSort)
    /// What it updates or cancels is not `sender,identifier,sent`, as CAP names earlier alerts.
    case referenceUnknown(String)
    /// A polygon reaches over the 180th meridian, where GeoJSON would have to cut it.
    case antimeridianCrossed(area: String)
}

/// The sorts of content, for saying which one does not fit.
package enum ContentSort: String, CaseIterable, Sendable, Hashable {
    case picture, notice, alert, map, file
}
