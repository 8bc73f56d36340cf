/// One element: its name, its namespace, the text directly in it and its children.
///
/// Attributes are checked and dropped: CAP has none.
package struct DocumentElement: Equatable, Sendable {
    /// Without prefix.
    package let name: String
    /// Empty for none.
    package let namespace: String
    /// Where its `<` stands.
    package let position: TextPosition
    package var text: String
    package var children: [DocumentElement]

    package init(
        name: String, namespace: String, position: TextPosition, text: String = "",
        children: [DocumentElement] = []
    ) {
        self.name = name
        self.namespace = namespace
        self.position = position
        self.text = text
        self.children = children
    }
}
