import Documents
import Identity

extension ConfidentialityLabel {
    /// The label as an `originatorConfidentialityLabel`.
    ///
    /// - Throws: ``ForeignLabelError/documentInvalid(_:)`` for a character that XML cannot carry.
    package func xml() throws(ForeignLabelError) -> [UInt8] {
        let information = XMLPart(
            "ConfidentialityInformation",
            .parts(
                [policy.part, XMLPart("Classification", classification)]
                    + categories.map(\.part)))
        let root = XMLPart(
            ConfidentialityLabelReader.root,
            attributes: review.map { [("ReviewDateTime", $0.rfc3339)] } ?? [],
            .parts([information, XMLPart("CreationDateTime", created.rfc3339)]))
        do { return try XMLWriter.document(root, namespace: Self.namespace) } catch {
            throw .documentInvalid(error)
        }
    }
}

extension LabelPolicy {
    fileprivate var part: XMLPart {
        XMLPart("PolicyIdentifier", attributes: uri.map { [("URI", $0)] } ?? [], name)
    }
}

extension LabelCategory {
    fileprivate var part: XMLPart {
        XMLPart(
            "Category", attributes: [("Type", type.rawValue), ("TagName", tagName)],
            .parts(values.map { XMLPart("GenericValue", $0) }))
    }
}
