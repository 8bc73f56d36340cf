extension Payload {
    /// The content in another form.
    ///
    /// - Throws: ``PicturesError/exportRefused(_:_:)`` where the format cannot say what the content
    ///   says, ``PicturesError/documentInvalid(_:)``.
    package func exported(
        as format: ExportFormat, from provenance: Provenance
    ) throws(PicturesError) -> [UInt8] {
        switch format {
        case .original: return bytes
        case .cap: return try cap(from: provenance)
        case .geojson: return try geoJSON(from: provenance)
        case .json: return try json()
        }
    }

    package var sort: ContentSort {
        switch content {
        case .picture: .picture
        case .notice: .notice
        case .alert: .alert
        case .map: .map
        case .file: .file
        }
    }

    private func cap(from provenance: Provenance) throws(PicturesError) -> [UInt8] {
        switch content {
        case .alert(let alert): try alert.xml()
        case .notice(let notice): try CAPAlert(notice, from: provenance).xml()
        case .picture, .map, .file: throw .exportRefused(.cap, .sortUnfit(sort))
        }
    }

    private func geoJSON(from provenance: Provenance) throws(PicturesError) -> [UInt8] {
        switch content {
        case .map: bytes
        case .notice(let notice): GeoDocument(notice, from: provenance).json
        case .picture(let picture): GeoDocument(picture, from: provenance).json
        case .alert(let alert): try GeoDocument(alert, from: provenance).json
        case .file: throw .exportRefused(.geojson, .sortUnfit(sort))
        }
    }

    private func json() throws(PicturesError) -> [UInt8] {
        switch content {
        case .notice(let notice): notice.json
        case .picture(let picture): picture.json
        case .alert, .map, .file: throw .exportRefused(.json, .sortUnfit(sort))
        }
    }
}
