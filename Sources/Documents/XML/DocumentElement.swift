/// One element: its name, its namespace, its attributes, the text directly in it and its children.
package struct DocumentElement: Equatable, Sendable {
    /// Without prefix.
    package let name: String
    /// Empty for none.
    package let namespace: String
    /// In the order they came, without namespace declarations.
    package let attributes: [DocumentAttribute]
    /// Where its `<` stands.
    package let position: TextPosition
    package var text: String
    package var children: [DocumentElement]

    package init(
        name: String, namespace: String, attributes: [DocumentAttribute] = [],
        position: TextPosition, text: String = "", children: [DocumentElement] = []
    ) {
        self.name = name
        self.namespace = namespace
        self.attributes = attributes
        self.position = position
        self.text = text
        self.children = children
    }
}

package struct DocumentAttribute: Equatable, Sendable {
    /// Without prefix.
    package let name: String
    /// Empty for none: an attribute without prefix is in no namespace.
    package let namespace: String
    package let value: String

    package init(name: String, namespace: String = "", value: String) {
        self.name = name
        self.namespace = namespace
        self.value = value
    }
}
