import Documents
package import Identity
package import Labels

/// Reads a STANAG 4774 label strictly: elements in the standard's order, nothing skipped, every
/// refusal with path and place.
package enum ConfidentialityLabelReader {
    static let root = "originatorConfidentialityLabel"

    /// What the label says, whosever policy it is under.
    ///
    /// - Throws: ``ForeignLabelError``.
    package static func read(_ document: [UInt8]) throws(ForeignLabelError)
        -> ConfidentialityLabel
    {
        try confidentiality(rootElement(document))
    }

    /// Our label, from a document under our policy.
    ///
    /// - Throws: ``ForeignLabelError``.
    package static func label(_ document: [UInt8]) throws(ForeignLabelError) -> Label {
        try dated(document).label
    }

    /// The same, with when it was set.
    ///
    /// - Throws: ``ForeignLabelError``.
    package static func dated(
        _ document: [UInt8]
    ) throws(ForeignLabelError) -> (label: Label, created: Timestamp) {
        try making(document) { read throws(UntranslatableLabel) in try read.label() }
    }

    /// A label out of what a document says, with when that was set; what cannot become one is refused
    /// at its place.
    static func making(
        _ document: [UInt8],
        _ label: (ConfidentialityLabel) throws(UntranslatableLabel) -> Label
    ) throws(ForeignLabelError) -> (label: Label, created: Timestamp) {
        let root = try rootElement(document)
        let read = try confidentiality(root)
        do throws(UntranslatableLabel) { return (try label(read), read.created) } catch {
            let (element, path) = place(of: error.part, in: root)
            throw .labelInvalid(error.defect, path: path, at: element.position)
        }
    }

    private static func rootElement(_ document: [UInt8]) throws(ForeignLabelError)
        -> DocumentElement
    {
        if let format = LabelFormat(document) { throw .formatForeign(format) }
        let element: DocumentElement
        do { element = try XMLReader.read(document) } catch { throw .documentInvalid(error) }
        if let format = LabelFormat(element) { throw .formatForeign(format) }
        guard element.name == root, element.namespace == ConfidentialityLabel.namespace else {
            throw .labelInvalid(
                .elementUnexpected(element.name), path: "/\(element.name)", at: element.position)
        }
        return element
    }

    private static func confidentiality(_ root: DocumentElement) throws(ForeignLabelError)
        -> ConfidentialityLabel
    {
        var label = try LabelElement(root, path: "/\(root.name)")
        let review = try label.attribute("ReviewDateTime", optional: true)
        try label.finishAttributes()
        var information = try label.next("ConfidentialityInformation")
        try information.finishAttributes()
        var identifier = try information.next("PolicyIdentifier")
        let policy = LabelPolicy(
            name: try identifier.token(),
            uri: try identifier.attribute("URI", optional: true))
        try identifier.finishAttributes()
        let classification = try information.next("Classification")
        try classification.finishAttributes()
        try information.refuse("PrivacyMark")
        var categories: [LabelCategory] = []
        while var category = try information.nextIfThere("Category") {
            try category.checkCount(categories.count, ConfidentialityLabel.categoriesMaxCount)
            categories.append(try category.category())
        }
        try information.finish()
        try label.refuse("OriginatorID")
        let creation = try label.next("CreationDateTime")
        try creation.finishAttributes()
        try label.refuse("SuccessionHandling")
        try label.finish()
        return ConfidentialityLabel(
            policy: policy, classification: try classification.token(), categories: categories,
            created: try creation.time(creation.token()), review: try review.map(label.time))
    }

    private static func place(
        of part: UntranslatableLabel.Part, in root: DocumentElement
    ) -> (DocumentElement, path: String) {
        let path = "/\(root.name)"
        guard let information = root.children.first, part != .whole else { return (root, path) }
        let inner = "\(path)/\(information.name)"
        func named(_ name: String, _ index: Int) -> DocumentElement {
            let found = information.children.filter { $0.name == name }
            return found.indices.contains(index) ? found[index] : information
        }
        switch part {
        case .whole: return (root, path)
        case .policy: return (named("PolicyIdentifier", 0), "\(inner)/PolicyIdentifier")
        case .classification: return (named("Classification", 0), "\(inner)/Classification")
        case .category(let index):
            return (named("Category", index), "\(inner)/Category[\(index + 1)]")
        }
    }
}
