import Documents

/// Reads one CAP 1.2 or 1.1 alert from XML.
///
/// Spec: CAP-v1.2 3.2 and 3.3; which deviations pass is in ``CAPRemark``, which do not in
/// ``CAPDefect``.
package enum CAPReader {
    /// - Throws: ``PicturesError/documentInvalid(_:)``,
    ///   ``PicturesError/capInvalid(_:path:at:)``.
    package static func read(_ document: [UInt8]) throws(PicturesError) -> CAPAlert {
        try alert(DocumentElement(reading: document))
    }

    /// - Throws: ``PicturesError/capInvalid(_:path:at:)``.
    static func alert(_ root: DocumentElement) throws(PicturesError) -> CAPAlert {
        let version = CAPVersion(rawValue: root.namespace)
        let context = CAPContext(version: version ?? .cap12)
        if root.name == "alerts" {
            let count = root.children.count { $0.name == "alert" }
            throw context.failure(.wrapperRefused(alerts: count), "/alerts", root)
        }
        if EDXLDistribution.isRoot(root) {
            let count = EDXLDistribution.alerts(in: root).count
            throw context.failure(.distributionRefused(alerts: count), "/\(root.name)", root)
        }
        guard root.name == "alert" else {
            throw context.failure(.rootUnexpected(root.name), "/\(root.name)", root)
        }
        guard version != nil else {
            throw context.failure(.namespaceUnknown(root.namespace), "/alert", root)
        }
        return try alert(CAPElement(root, path: "/alert", context: context), context)
    }

    private static func alert(_ element: CAPElement, _ context: CAPContext) throws(PicturesError)
        -> CAPAlert
    {
        let identifier = try element.text("identifier").identifier()
        let sender = try element.text("sender").identifier()
        let sent = try element.text("sent").time()
        let status = try element.text("status").word(PayloadStatus.self)
        let messageType = try element.text("msgType").word(CAPMessageType.self)
        let scope = try element.text("scope").word(CAPScope.self)
        let restriction = try element.optionalText("restriction")?.text
        let addresses = try element.optionalText("addresses")?.text
        if scope == .restricted && restriction == nil {
            throw element.failure(.elementMissing("restriction"))
        }
        if scope == .addressed && addresses == nil {
            throw element.failure(.elementMissing("addresses"))
        }
        let references = try element.optionalText("references")?.references() ?? []
        if messageType.needsReferences && references.isEmpty {
            throw element.failure(.elementMissing("references"))
        }
        var remarks = element.remarks(order: alertOrder) + element.emptyRemarks(alertOptional)
        var infos: [CAPInfo] = []
        for (child, path) in element.all("info") {
            let part = try CAPElement(child, path: path, context: context)
            infos.append(try CAPInfoReader(part, context).info(&remarks))
        }
        return CAPAlert(
            version: context.version, identifier: identifier, sender: sender, sent: sent,
            status: status, messageType: messageType,
            source: try element.optionalText("source")?.text, scope: scope,
            restriction: restriction, addresses: addresses,
            codes: try element.texts("code").map(\.text),
            note: try element.optionalText("note")?.text, references: references,
            incidents: try element.optionalText("incidents")?.text, infos: infos,
            remarks: remarks)
    }

    private static let alertOrder = [
        "identifier", "sender", "sent", "status", "msgType", "source", "scope", "restriction",
        "addresses", "code", "note", "references", "incidents", "info",
    ]
    private static let alertOptional = [
        "source", "restriction", "addresses", "code", "note", "references", "incidents",
    ]
}
