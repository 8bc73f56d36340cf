import CExpat

extension ExpatParser {
    /// What Expat calls. No handler for external entities is set: nothing could open one.
    func setHandlers() {
        // Safety: unretained, because `self` owns the parser and outlives its calls. Expat hands out
        // texts that end in zero, or have a length, and live as long as the call.
        unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        unsafe XML_SetElementHandler(
            parser,
            { user, name, attributes in
                unsafe ExpatParser.of(user)?.start(String(zeroEnded: name), pairs(attributes))
            }, { user, _ in unsafe ExpatParser.of(user)?.end() })
        unsafe XML_SetCharacterDataHandler(parser) { user, text, count in
            unsafe ExpatParser.of(user)?.append(
                UnsafeRawBufferPointer(start: text, count: Int(count)))
        }
        unsafe XML_SetStartNamespaceDeclHandler(parser) { user, prefix, uri in
            unsafe ExpatParser.of(user)?.declare(
                prefix: String(zeroEnded: prefix), uri: String(zeroEnded: uri))
        }
        unsafe XML_SetProcessingInstructionHandler(parser) { user, target, _ in
            unsafe ExpatParser.of(user)?.instruct(String(zeroEnded: target))
        }
        unsafe XML_SetCommentHandler(parser) { user, _ in
            unsafe ExpatParser.of(user)?.checkMarkup()
        }
        unsafe XML_SetXmlDeclHandler(parser) { user, version, encoding, _ in
            unsafe ExpatParser.of(user)?.declare(
                version: String(zeroEnded: version),
                encoding: encoding.map { unsafe String(zeroEnded: $0) })
        }
        unsafe XML_SetUnknownEncodingHandler(
            parser,
            { user, name, _ in
                unsafe ExpatParser.of(user)?.refuse(
                    .encodingUnsupported(name: String(zeroEnded: name)))
                return Int32(XML_STATUS_ERROR.rawValue)
            }, Unmanaged.passUnretained(self).toOpaque())
        unsafe XML_SetDefaultHandler(parser) { user, text, count in
            unsafe ExpatParser.of(user)?.other(
                UnsafeRawBufferPointer(start: text, count: Int(count)))
        }
    }

    /// The parser behind a handler's pointer, unless it has stopped.
    private static func of(_ user: UnsafeMutableRawPointer?) -> ExpatParser? {
        guard let user = unsafe user else { return nil }
        // Safety: set to an `ExpatParser` that is alive, in `setHandlers()`.
        let parser = unsafe Unmanaged<ExpatParser>.fromOpaque(user).takeUnretainedValue()
        return parser.refusal == nil ? parser : nil
    }

    private func start(_ name: String, _ attributes: [(name: ExpatName, value: String)]) {
        let count = attributes.count + declarationCount
        declarationCount = 0
        guard checkMarkup() else { return }
        guard count <= XMLLimits.attributesMaxCount else {
            return refuse(.tooManyAttributes(limitCount: XMLLimits.attributesMaxCount))
        }
        let name = ExpatName(name)
        guard checkNames([name.local] + attributes.map(\.name.local)) else { return }
        let element = DocumentElement(
            name: name.local, namespace: shared(name.namespace),
            attributes: attributes.map { attribute in
                DocumentAttribute(
                    name: attribute.name.local, namespace: shared(attribute.name.namespace),
                    value: attribute.value)
            }, position: position)
        do throws(XMLDefect) { try tree.start(element) } catch { refuse(error) }
    }

    private func end() {
        if checkMarkup() { tree.end() }
    }

    private func append(_ text: UnsafeRawBufferPointer) { unsafe tree.append(text) }

    private func declare(prefix: String, uri: String) {
        declarationCount += 1
        guard checkNames([prefix]) else { return }
        if uri.utf8.count > XMLLimits.namespaceMaxBytes {
            refuse(.namespaceTooLong(limitBytes: XMLLimits.namespaceMaxBytes))
        }
    }

    private func instruct(_ target: String) {
        if checkMarkup() { _ = checkNames([target]) }
    }

    private func declare(version: String, encoding: String?) {
        if version != "1.0" { return refuse(.versionUnsupported(version)) }
        if let encoding { declare(encoding: encoding) }
    }

    /// Whatever no other handler takes, piece by piece. The first piece of a document type is its
    /// `<!DOCTYPE`: refused there, before any name or declaration in it has been read.
    private func other(_ text: UnsafeRawBufferPointer) {
        if unsafe text.starts(with: "<!DOCTYPE".utf8) { refuse(.doctypeForbidden) }
    }

    @discardableResult
    private func checkMarkup() -> Bool {
        // Safety: the handle is alive; the call only reads it.
        let count = unsafe XML_GetCurrentByteCount(parser)
        if count <= XMLLimits.markupMaxBytes { return true }
        refuse(.markupTooLong(limitBytes: XMLLimits.markupMaxBytes))
        return false
    }

    private func checkNames(_ names: [String]) -> Bool {
        if names.allSatisfy({ $0.utf8.count <= XMLLimits.nameMaxBytes }) { return true }
        refuse(.nameTooLong(limitBytes: XMLLimits.nameMaxBytes))
        return false
    }
}

/// Expat's list of names and values, which ends in a null pointer.
private func pairs(
    _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
) -> [(name: ExpatName, value: String)] {
    guard let attributes = unsafe attributes else { return [] }
    var pairs: [(name: ExpatName, value: String)] = []
    // Safety: names stand at even places, each followed by its value, and the list ends where a
    // name would be.
    while let name = unsafe attributes[2 * pairs.count] {
        let value = unsafe String(zeroEnded: attributes[2 * pairs.count + 1])
        unsafe pairs.append((ExpatName(String(zeroEnded: name)), value))
    }
    return pairs
}

extension String {
    /// Empty for none. Expat hands out UTF-8, whatever the document's encoding.
    fileprivate init(zeroEnded text: UnsafePointer<XML_Char>?) {
        guard let text = unsafe text else { self = ""; return }
        self = unsafe String(cString: text)
    }
}
