import Documents
import Identity

/// An element on its way to becoming a part of a label: children and attributes are taken in turn,
/// and nothing may be left.
struct LabelElement {
    let element: DocumentElement
    let path: String
    private var rest: ArraySlice<DocumentElement>
    private var takenAttributes: Set<String> = []

    init(_ element: DocumentElement, path: String) throws(ForeignLabelError) {
        self.element = element
        self.path = path
        rest = element.children[...]
        guard element.children.isEmpty || element.text.allSatisfy(\.isWhitespace) else {
            throw .labelInvalid(.textUnexpected, path: path, at: element.position)
        }
    }

    /// The next child, which must have that name.
    mutating func next(_ name: String) throws(ForeignLabelError) -> LabelElement {
        guard let child = try nextIfThere(name) else {
            guard let other = rest.first else { throw failure(.elementMissing(name)) }
            throw .labelInvalid(
                .elementUnexpected(other.name), path: "\(path)/\(other.name)",
                at: other.position)
        }
        return child
    }

    mutating func nextIfThere(_ name: String) throws(ForeignLabelError) -> LabelElement? {
        guard let child = rest.first, child.name == name,
            child.namespace == ConfidentialityLabel.namespace
        else { return nil }
        rest = rest.dropFirst()
        let count = element.children.count { $0.name == name }
        let before = element.children.prefix(element.children.count - rest.count)
        let place = count > 1 ? "[\(before.count { $0.name == name })]" : ""
        return try LabelElement(child, path: "\(path)/\(name)\(place)")
    }

    /// A part that the standard has and our labels have not.
    func refuse(_ name: String) throws(ForeignLabelError) {
        guard let child = rest.first, child.name == name,
            child.namespace == ConfidentialityLabel.namespace
        else { return }
        throw .labelInvalid(.partNotCarried(name), path: "\(path)/\(name)", at: child.position)
    }

    func finish() throws(ForeignLabelError) {
        guard let other = rest.first else { return }
        throw .labelInvalid(
            .elementUnexpected(other.name), path: "\(path)/\(other.name)", at: other.position)
    }

    mutating func attribute(_ name: String, optional: Bool = false) throws(ForeignLabelError)
        -> String?
    {
        takenAttributes.insert(name)
        let found = element.attributes.first { $0.namespace.isEmpty && $0.name == name }
        if found == nil && !optional { throw failure(.attributeMissing(name)) }
        return try found.map { attribute throws(ForeignLabelError) in
            try checkLength(attribute.value)
            return attribute.value
        }
    }

    /// Hints of XML Schema are nobody's business; every other attribute would be lost.
    func finishAttributes() throws(ForeignLabelError) {
        for attribute in element.attributes where attribute.namespace != Self.schemaInstance {
            guard attribute.namespace.isEmpty, takenAttributes.contains(attribute.name) else {
                throw failure(.attributeUnknown(attribute.name))
            }
        }
    }

    /// The text, without white space around it, as `xs:token` has it.
    func token() throws(ForeignLabelError) -> String {
        if let child = element.children.first {
            throw .labelInvalid(
                .elementUnexpected(child.name), path: "\(path)/\(child.name)", at: child.position)
        }
        let start = element.text.drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else {
            throw failure(.textMissing)
        }
        let text = String(start[...end])
        try checkLength(text)
        return text
    }

    func time(_ text: String) throws(ForeignLabelError) -> Timestamp {
        do { return try Timestamp(rfc3339: text) } catch { throw failure(.timeInvalid(text)) }
    }

    mutating func category() throws(ForeignLabelError) -> LabelCategory {
        let word = try attribute("Type") ?? ""
        guard let type = CategoryType(rawValue: word) else { throw failure(.valueUnknown(word)) }
        let tagName = try attribute("TagName") ?? ""
        // Names the tag once more, for machines; ours go by their names.
        _ = try attribute("URI", optional: true)
        try finishAttributes()
        var values: [String] = []
        while let value = try nextIfThere("GenericValue") {
            try value.checkCount(values.count, ConfidentialityLabel.valuesMaxCount)
            try value.finishAttributes()
            values.append(try value.token())
        }
        try finish()
        if values.isEmpty { throw failure(.elementMissing("GenericValue")) }
        return LabelCategory(type, tagName, values)
    }

    /// Whether there is room for one more.
    func checkCount(_ count: Int, _ limit: Int) throws(ForeignLabelError) {
        if count >= limit { throw failure(.tooMany(limitCount: limit)) }
    }

    func failure(_ defect: ForeignLabelDefect) -> ForeignLabelError {
        .labelInvalid(defect, path: path, at: element.position)
    }

    private func checkLength(_ text: String) throws(ForeignLabelError) {
        let limit = ConfidentialityLabel.tokenMaxBytes
        guard text.utf8.count <= limit else {
            throw failure(.tokenTooLong(limitBytes: limit, foundBytes: text.utf8.count))
        }
    }

    private static let schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"
}
