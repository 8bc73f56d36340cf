import Documents
import Identity

/// The text of one element, and where it stood, for reading as something narrower.
struct CAPText {
    let text: String
    let element: DocumentElement
    let path: String
    let context: CAPContext

    var isBlank: Bool { text.allSatisfy(\.isWhitespace) }

    /// One of a closed list, as written: a list with room for spelling is no closed list.
    func word<Word: RawRepresentable>(_ type: Word.Type) throws(PicturesError) -> Word
    where Word.RawValue == String {
        guard let word = Word(rawValue: text) else { throw failure(.valueUnknown(text)) }
        return word
    }

    /// `2018-11-21T10:26:11+01:00`: offset always, never `Z`, no fraction (CAP 1.2 3.3.2).
    func time() throws(PicturesError) -> Timestamp {
        guard let time = Self.time(text) else { throw failure(.timeInvalid(text)) }
        return time
    }

    func identifier() throws(PicturesError) -> String {
        guard text.utf8.count <= CAPLimits.identifierMaxBytes else {
            throw failure(
                .textTooLong(
                    limitBytes: CAPLimits.identifierMaxBytes, foundBytes: text.utf8.count))
        }
        guard Self.isIdentifier(text) else { throw failure(.identifierInvalid(text)) }
        return text
    }

    func references() throws(PicturesError) -> [CAPReference] {
        var references: [CAPReference] = []
        for triple in text.split(whereSeparator: \.isWhitespace) {
            guard let reference = Self.reference(triple) else {
                throw failure(.referenceInvalid(String(triple)))
            }
            references.append(reference)
        }
        return references
    }

    /// Without XML's own white space at the ends, as the schema's tokens are compared; other blanks
    /// count.
    private var token: String {
        let scalars = text.unicodeScalars
        let isInk: (Unicode.Scalar) -> Bool = { !" \t\n\r".unicodeScalars.contains($0) }
        guard let first = scalars.firstIndex(where: isInk),
            let last = scalars.lastIndex(where: isInk)
        else { return "" }
        return String(scalars[first...last])
    }

    /// The language tag of BCP 47 as XML Schema has it: `sv-SE`.
    func language() throws(PicturesError) -> String {
        let subtags = token.split(separator: "-", omittingEmptySubsequences: false)
        let isTag = subtags.enumerated().allSatisfy { index, subtag in
            (1...8).contains(subtag.utf8.count)
                && subtag.utf8.allSatisfy { isLetter($0) || index > 0 && isDigit($0) }
        }
        guard isTag else { throw failure(.languageInvalid(text)) }
        return text
    }

    /// A URI or IRI, relative or not, by its characters.
    func uri() throws(PicturesError) -> String {
        guard URIText.isSound(token) else { throw failure(.uriInvalid(text)) }
        return text
    }

    func decimal() throws(PicturesError) -> Double {
        guard let number = plainDecimal(text) else { throw failure(.numberInvalid(text)) }
        return number
    }

    func sizeBytes() throws(PicturesError) -> Int64 {
        guard let number = Int64(text), number >= 0 else { throw failure(.numberInvalid(text)) }
        return number
    }

    func polygon() throws(PicturesError) -> CAPPolygon {
        var points: [LatitudeLongitude] = []
        for pair in text.split(whereSeparator: \.isWhitespace) { points.append(try point(pair)) }
        guard points.count <= CAPLimits.pointsMaxCount else {
            throw failure(.tooMany("point", limitCount: CAPLimits.pointsMaxCount))
        }
        guard points.count >= Self.polygonMinPoints else {
            throw failure(.polygonTooShort(points: points.count))
        }
        guard points.first == points.last else { throw failure(.polygonOpen) }
        return CAPPolygon(points: points)
    }

    func circle() throws(PicturesError) -> CAPCircle {
        let parts = text.split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, let radius = plainDecimal(parts[1]), radius >= 0 else {
            throw failure(.circleInvalid(text))
        }
        return CAPCircle(center: try point(parts[0]), radiusKilometres: radius)
    }

    func failure(_ defect: CAPDefect) -> PicturesError { context.failure(defect, path, element) }

    private func point(_ pair: Substring) throws(PicturesError) -> LatitudeLongitude {
        do { return try LatitudeLongitude(pair) } catch {
            throw failure(.coordinatesInvalid(String(pair)))
        }
    }

    /// `sender,identifier,sent`, or `nil`.
    static func reference(_ triple: Substring) -> CAPReference? {
        let parts = triple.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 3, isIdentifier(parts[0]), isIdentifier(parts[1]),
            let sent = time(parts[2])
        else { return nil }
        return CAPReference(
            sender: String(parts[0]), identifier: String(parts[1]), sent: sent)
    }

    private static func isIdentifier(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && !text.contains { $0.isWhitespace || ",<&".contains($0) }
    }

    private static func time(_ text: some StringProtocol) -> Timestamp? {
        let bytes = Array(text.utf8)
        guard bytes.count == 25, bytes[19] == UInt8(ascii: "+") || bytes[19] == UInt8(ascii: "-"),
            let hours = UInt8(String(decoding: bytes[20..<22], as: UTF8.self)),
            let minutes = UInt8(String(decoding: bytes[23..<25], as: UTF8.self)),
            hours <= 14, minutes <= 59
        else { return nil }
        return try? Timestamp(rfc3339: String(text))
    }

    private static let polygonMinPoints = 4
}

private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
