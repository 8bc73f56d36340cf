import CExpat

/// One run of Expat over one document; nothing else touches its handle.
///
/// Expat goes on to the end of the tag in hand after it was told to stop, so every handler asks
/// ``refusal`` first.
///
/// Safety: the handle is made in `init`, freed in `deinit` and stays in here. Handlers get this object
/// unretained; they run only inside ``root()``, which keeps it alive.
@safe final class ExpatParser {
    let parser: XML_Parser
    private let document: [UInt8]
    private let mark: XMLEncodingMark
    var declaredEncoding: String?
    var tree = XMLTree()
    /// Namespace declarations of the tag that is about to start.
    var declarationCount = 0
    /// Names of namespaces seen so far. Each stands at every element and attribute: they share one
    /// copy, or a long name, many times, would be much.
    private var namespaces: Set<String> = []
    /// The first thing found wrong.
    private(set) var refusal: DocumentsError?

    init(_ document: [UInt8]) throws(DocumentsError) {
        guard let parser = unsafe XML_ParserCreateNS(nil, XML_Char(ExpatName.separator)) else {
            throw .memoryExhausted
        }
        unsafe self.parser = parser
        self.document = document
        mark = XMLEncodingMark(document)
        guard setLimits() else { throw .memoryExhausted }
        setHandlers()
    }

    deinit { unsafe XML_ParserFree(parser) }

    /// Parses to the end; to be called once.
    ///
    /// In pieces, so that a tag without end is refused before Expat has all of it in hand.
    ///
    /// - Throws: ``DocumentsError``: encoding, ``DocumentsError/xmlInvalid(_:at:)``.
    func root() throws(DocumentsError) -> DocumentElement {
        var offset = 0
        repeat {
            let end = min(offset + Self.pieceMaxBytes, document.count)
            feed(offset..<end)
            offset = end
            let isUnfinished = offset < document.count
            if isUnfinished, refusal == nil, offset - byteIndex > XMLLimits.markupMaxBytes {
                refuse(.markupTooLong(limitBytes: XMLLimits.markupMaxBytes))
            }
            if let refusal { throw refusal }
        } while offset < document.count
        guard let root = tree.root else { throw .xmlInvalid(.endMissing, at: position) }
        return root
    }

    /// Where the tag, text or instruction in hand begins; after an error, where that is.
    var position: TextPosition {
        // Safety: the handle is alive; both calls only read it.
        let line = Int(clamping: unsafe XML_GetCurrentLineNumber(parser))
        let before = Int(clamping: unsafe XML_GetCurrentColumnNumber(parser))
        // Expat counts the byte order mark as a character.
        let markCount = line == 1 && XMLEncodingMark.isByteOrderMark(atStartOf: document) ? 1 : 0
        return TextPosition(line: line, column: max(0, before - markCount) + 1)
    }

    /// The one copy of a namespace's name.
    func shared(_ namespace: String) -> String {
        namespaces.insert(namespace).memberAfterInsert
    }

    /// Remembers the first defect and has Expat stop.
    func refuse(_ defect: XMLDefect) { refuse(.xmlInvalid(defect, at: position)) }

    func refuse(_ error: DocumentsError) {
        if refusal != nil { return }
        refusal = error
        // Refused itself where parsing has ended already, which is as good.
        _ = unsafe XML_StopParser(parser, 0)
    }

    /// Takes an encoding as declared, unless the first bytes contradict it.
    func declare(encoding name: String) {
        declaredEncoding = name
        // Expat would read a document with the mark of UTF-8 as Latin-1, if that is declared.
        if !mark.allows(declared: name) { refuse(.encodingContradicted(name: name)) }
    }

    private static let pieceMaxBytes = 4_096

    /// Bytes before the tag, text or instruction in hand.
    private var byteIndex: Int { Int(unsafe XML_GetCurrentByteIndex(parser)) }

    private func feed(_ range: Range<Int>) {
        let isLast: Int32 = range.upperBound == document.count ? 1 : 0
        let status = unsafe document[range].withUnsafeBytes { bytes in
            // Safety: Expat copies what it keeps; the length fits, see `pieceMaxBytes`.
            unsafe XML_Parse(
                parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(bytes.count), isLast)
        }
        if status != XML_STATUS_OK { refuse(error(of: unsafe XML_GetErrorCode(parser))) }
    }

    private func error(of code: XML_Error) -> DocumentsError {
        switch code {
        case XML_ERROR_NO_MEMORY: return .memoryExhausted
        case XML_ERROR_INCORRECT_ENCODING:
            return .encodingContradicted(name: declaredEncoding ?? "")
        case XML_ERROR_INVALID_TOKEN, XML_ERROR_PARTIAL_CHAR:
            if isOutsideEncoding(byteIndex) { return .encodingInvalid(offset: byteIndex) }
        default: break
        }
        return .xmlInvalid(XMLDefect(code, expectedName: tree.openName), at: position)
    }

    /// Whether the byte there is no character at all, rather than one that cannot stand there.
    private func isOutsideEncoding(_ index: Int) -> Bool {
        switch declaredEncoding?.lowercased() {
        case "us-ascii": document.indices.contains(index) && document[index] >= 0x80
        case nil, "utf-8": firstInvalidUTF8(in: document) == index
        default: false
        }
    }

    private func setLimits() -> Bool {
        // Safety: the handle is alive; the calls set numbers in it.
        let factor = unsafe XML_SetBillionLaughsAttackProtectionMaximumAmplification(
            parser, XMLLimits.amplificationMaxFactor)
        let threshold = unsafe XML_SetBillionLaughsAttackProtectionActivationThreshold(parser, 0)
        // Expat puts off reading an unfinished tag, which would hide how long it is.
        let deferral = unsafe XML_SetReparseDeferralEnabled(parser, 0)
        return factor != 0 && threshold != 0 && deferral != 0
    }
}
