import Documents

/// What we understand of an EDXL distribution (DE 1.0, DE 2.0): that it is one, its status, and the
/// alerts in it.
///
/// It is a cover around contents for many, with addresses of its own; here labels and slots say who
/// gets what. So it travels as a file, under the status it states, and alerts are sent as alerts.
enum EDXLDistribution {
    static let namespacePrefix = "urn:oasis:names:tc:emergency:EDXL:DE:"

    static func isRoot(_ root: DocumentElement) -> Bool {
        names[root.namespace] == root.name
    }

    /// The status it states, in CAP's words; `nil` where it states none of them.
    static func status(_ document: [UInt8]) -> PayloadStatus? {
        guard let root = try? DocumentElement(reading: document), isRoot(root) else { return nil }
        let words = root.children.filter {
            $0.name == "distributionStatus" && $0.namespace == root.namespace
        }
        return words.count == 1
            ? PayloadStatus(rawValue: words[0].text.trimmingBlankEnds()) : nil
    }

    /// The alerts at any depth, in their order.
    static func alerts(in element: DocumentElement) -> [DocumentElement] {
        if element.name == "alert", CAPVersion(rawValue: element.namespace) != nil {
            return [element]
        }
        return element.children.flatMap(alerts)
    }

    private static let names = [
        namespacePrefix + "1.0": "EDXLDistribution", namespacePrefix + "2.0": "edxlDistribution",
    ]
}
