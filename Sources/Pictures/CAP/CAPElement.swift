import Documents

/// A container element on its way to becoming a part of an alert.
///
/// Order is lenient on purpose, all else is strict: what must be there, what may come once, what
/// holds text. What the standard does not know is noted, never dropped in silence.
struct CAPElement {
    let element: DocumentElement
    let path: String
    private let context: CAPContext

    /// - Throws: ``PicturesError/capInvalid(_:path:at:)`` for text between the children, and for more
    ///   children of one name than ``CAPLimits`` has.
    init(_ element: DocumentElement, path: String, context: CAPContext) throws(PicturesError) {
        self.element = element
        self.path = path
        self.context = context
        guard element.text.allSatisfy(\.isWhitespace) else {
            throw context.failure(.textUnexpected, path, element)
        }
        var counts: [String: Int] = [:]
        for child in element.children {
            let count = counts[child.name, default: 0] + 1
            counts[child.name] = count
            if count > CAPLimits.siblingsMaxCount {
                throw context.failure(
                    .tooMany(child.name, limitCount: CAPLimits.siblingsMaxCount), path, child)
            }
        }
    }

    /// Remarks on children that are unknown or out of `order`, the standard's list.
    func remarks(order: [String]) -> [CAPRemark] {
        var remarks: [CAPRemark] = []
        var place = 0
        var isOrdered = true
        var unknown: [String: Int] = [:]
        for child in element.children {
            if child.namespace == CAPContext.signatureNamespace && child.name == "Signature" {
                remarks.append(.signatureNotVerified)
            } else if child.namespace == context.version.rawValue,
                let rank = order.firstIndex(of: child.name)
            {
                if rank < place { isOrdered = false }
                place = max(place, rank)
            } else {
                let count = unknown[child.name, default: 0] + 1
                unknown[child.name] = count
                remarks.append(.elementUnknown(path: "\(path)/\(child.name)[\(count)]"))
            }
        }
        return isOrdered ? remarks : [.orderDiffers(path: path)] + remarks
    }

    /// All children of that name, with their paths.
    func all(_ name: String) -> [(element: DocumentElement, path: String)] {
        let found = element.children.filter { child in
            child.name == name && child.namespace == context.version.rawValue
        }
        return found.enumerated().map { ($1, "\(path)/\(name)[\($0 + 1)]") }
    }

    /// The only child of that name, or `nil`.
    func only(_ name: String) throws(PicturesError) -> (element: DocumentElement, path: String)? {
        let found = all(name)
        if found.count > 1 {
            throw context.failure(.elementRepeated(name), path, found[1].element)
        }
        return found.first.map { ($0.element, "\(path)/\(name)") }
    }

    /// The text of a child that must be there, and not empty.
    func text(_ name: String) throws(PicturesError) -> CAPText {
        guard let (child, path) = try only(name) else {
            throw context.failure(.elementMissing(name), path, element)
        }
        let text = try leaf(child, path)
        if text.isBlank { throw context.failure(.textMissing, path, child) }
        return text
    }

    /// The text of a child that may be missing; empty counts as missing.
    func optionalText(_ name: String, maxBytes: Int = CAPLimits.textMaxBytes)
        throws(PicturesError) -> CAPText?
    {
        guard let (child, path) = try only(name) else { return nil }
        let text = try leaf(child, path, maxBytes: maxBytes)
        return text.isBlank ? nil : text
    }

    /// The texts of all children of that name that have any.
    func texts(_ name: String) throws(PicturesError) -> [CAPText] {
        var texts: [CAPText] = []
        for (child, path) in all(name) {
            let text = try leaf(child, path)
            if !text.isBlank { texts.append(text) }
        }
        return texts
    }

    /// Remarks on children of those names that hold nothing.
    func emptyRemarks(_ names: [String]) -> [CAPRemark] {
        names.flatMap { all($0) }.compactMap { child, path in
            let isEmpty = child.children.isEmpty && child.text.allSatisfy(\.isWhitespace)
            return isEmpty ? .elementEmpty(path: path) : nil
        }
    }

    /// `valueName` and `value` pairs; the value may be empty.
    func namedValues(_ name: String) throws(PicturesError) -> [CAPNamedValue] {
        var values: [CAPNamedValue] = []
        for (child, path) in all(name) {
            let pair = try CAPElement(child, path: path, context: context)
            let key = try pair.text("valueName")
            guard let (value, valuePath) = try pair.only("value") else {
                throw context.failure(.elementMissing("value"), path, child)
            }
            values.append(
                CAPNamedValue(name: key.text, value: try leaf(value, valuePath).text))
        }
        return values
    }

    func failure(_ defect: CAPDefect) -> PicturesError { context.failure(defect, path, element) }

    private func leaf(
        _ child: DocumentElement, _ path: String, maxBytes: Int = CAPLimits.textMaxBytes
    ) throws(PicturesError) -> CAPText {
        let count = child.text.utf8.count
        guard count <= maxBytes else {
            throw context.failure(
                .textTooLong(limitBytes: maxBytes, foundBytes: count), path, child)
        }
        if let inner = child.children.first {
            throw context.failure(.elementUnexpected(inner.name), path, inner)
        }
        return CAPText(text: child.text, element: child, path: path, context: context)
    }
}

/// What every part of one document shares.
struct CAPContext {
    let version: CAPVersion

    func failure(_ defect: CAPDefect, _ path: String, _ element: DocumentElement) -> PicturesError {
        .capInvalid(defect, path: path, at: element.position)
    }

    static let signatureNamespace = "http://www.w3.org/2000/09/xmldsig#"
}
