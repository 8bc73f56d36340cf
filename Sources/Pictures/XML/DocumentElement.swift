/// One element: its name, its namespace, the text directly in it and its children.
///
/// Attributes are checked and dropped: CAP has none.
struct DocumentElement: Equatable, Sendable {
    /// Without prefix.
    let name: String
    /// Empty for none.
    let namespace: String
    /// Where its `<` stands, in bytes of the decoded document.
    let offset: Int
    var text: String
    var children: [DocumentElement]
}
