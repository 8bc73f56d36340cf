import Pictures

extension Payload {
    /// One line for lists.
    var subject: String {
        switch content {
        case .notice(let notice): notice.headline
        case .picture(let picture): picture.headline
        case .alert(let alert):
            alert.infos.first.map { $0.headline ?? $0.event } ?? alert.identifier
        case .map(let map): map.features.first?.title ?? "GeoJSON"
        case .file(let file): file.name
        }
    }
}
