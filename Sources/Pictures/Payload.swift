package import Labels

/// What somebody sends: the bytes as they came, and what we understood of them.
///
/// The bytes are carried verbatim; reading is for checking before they go and for showing when they
/// arrive.
package struct Payload: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case picture(SituationPicture)
        case notice(Notice)
        case alert(CAPAlert)
        case map(GeoDocument)
        case file(PlainFile)
    }

    package let content: Content
    package let mediaType: MediaType
    package let bytes: [UInt8]

    package init(content: Content, mediaType: MediaType, bytes: [UInt8]) {
        self.content = content
        self.mediaType = mediaType
        self.bytes = bytes
    }

    /// A notice in its canonical form.
    package init(_ notice: Notice) {
        self.init(content: .notice(notice), mediaType: .notice, bytes: notice.json)
    }

    /// A situation picture in its canonical form.
    package init(_ picture: SituationPicture) {
        self.init(content: .picture(picture), mediaType: .picture, bytes: picture.json)
    }

    /// The status the content itself states; `nil` when it says nothing.
    package var statedStatus: PayloadStatus? {
        switch content {
        case .picture(let picture): picture.status
        case .notice(let notice): notice.status
        case .alert(let alert): alert.status
        case .map(let map): map.origin?.status
        case .file(let file): file.status
        }
    }

    /// What kind of message it makes when nobody says otherwise.
    package var naturalKind: MessageKind {
        switch content {
        case .picture, .map: .picture
        case .notice, .alert: .notice
        case .file: .file
        }
    }

    /// Refuses content that says another status than the label.
    ///
    /// - Throws: ``PicturesError/statusDiffers(stated:label:)``.
    package func checkStatus(against label: StatusKind) throws(PicturesError) {
        guard let stated = statedStatus, !stated.agrees(with: label) else { return }
        throw .statusDiffers(stated: stated, label: label)
    }
}

/// What the sender says the bytes are for.
package enum PayloadIntent: String, CaseIterable, Sendable, Hashable {
    /// Whatever they are.
    case automatic
    /// Plain text becomes a notice.
    case notice
    /// Text and JSON must be a picture; alerts and files pass.
    case picture
    /// Carried without being understood, however broken; a readable status still counts.
    case file

    package init(_ kind: MessageKind) {
        switch kind {
        case .notice: self = .notice
        case .picture: self = .picture
        case .file: self = .file
        case .request, .direction, .activation, .receipt, .heartbeat: self = .automatic
        }
    }
}
