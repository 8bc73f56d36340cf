/// An element to be written.
///
/// Names are ours and sound; texts and values are anybody's.
package struct XMLPart: Equatable, Sendable {
    package enum Content: Equatable, Sendable {
        case text(String)
        case parts([XMLPart])
    }

    package let name: String
    /// Without prefix, in the order they are to stand in.
    package let attributes: [DocumentAttribute]
    package let content: Content

    package init(
        _ name: String, attributes: [(name: String, value: String)] = [], _ content: Content
    ) {
        self.name = name
        self.attributes = attributes.map { DocumentAttribute(name: $0.name, value: $0.value) }
        self.content = content
    }

    /// An element that holds text.
    package init(_ name: String, attributes: [(name: String, value: String)] = [], _ text: String) {
        self.init(name, attributes: attributes, .text(text))
    }

    /// An element that holds text, or none at all where there is no text.
    package init?(_ name: String, optional text: String?) {
        guard let text else { return nil }
        self.init(name, text)
    }
}
