package import Identity

/// The text of a policy bundle: every source file, word for word.
///
///     budkavle-policy v1
///     region samverkan-stockholmsregionen
///     version 7
///     not-before 2026-11-23T00:00:00Z
///     file actors.yaml 7451
///     # Exempel, ska ersättas …
///     …
///     file agreements.yaml 2210
///     …
///
/// Each `file` line gives name and length in bytes; the content follows and ends in LF. Files stand
/// in the order of their names, each once. Reading accepts exactly what writing gives. Spec:
/// Policy#bundle.
package struct BundleNote: Hashable, Sendable {
    package let region: RegionID
    /// From 1; every bundle's is higher than its predecessor's.
    package let version: UInt64
    package let notBefore: Timestamp
    package let files: [String: [UInt8]]

    /// - Throws: ``PolicyError/fileUnembeddable(name:)`` for a file that is not UTF-8 text ending
    ///   in LF, with no other control character.
    package init(
        region: RegionID, version: UInt64, notBefore: Timestamp, files: [String: [UInt8]]
    ) throws(PolicyError) {
        for (name, content) in files.sorted(by: { $0.key < $1.key }) {
            let isText = content.allSatisfy { ($0 >= 0x20 && $0 != 0x7f) || $0 == lineFeed }
            guard isText, content.last == lineFeed, Self.isPlain(name),
                String(validating: content, as: UTF8.self) != nil
            else { throw .fileUnembeddable(name: name) }
        }
        guard version >= 1 else {
            throw .textInvalid(line: 3, expected: "version with a whole number")
        }
        self.region = region
        self.version = version
        self.notBefore = notBefore
        self.files = files
    }

    package var text: String {
        let head = """
            \(Self.type)
            region \(region)
            version \(version)
            not-before \(notBefore)

            """
        return files.sorted { $0.key < $1.key }.reduce(into: head) { text, file in
            text += "file \(file.key) \(file.value.count)\n"
            text += String(decoding: file.value, as: UTF8.self)
        }
    }

    /// - Throws: ``PolicyError`` for anything ``text`` would not have written.
    package init(text: String) throws(PolicyError) {
        let bytes = Array(text.utf8)
        // The four lines of the head, then files, which are read by their length.
        let headEnd = bytes.indices.filter { bytes[$0] == lineFeed }.prefix(Self.headLines).last
        let head = bytes[..<(headEnd.map { $0 + 1 } ?? bytes.count)]
        let headText = String(decoding: head, as: UTF8.self)
        var lines = try StatementLines(headText, type: Self.type)
        let region = try lines.name("region", RegionID.self)
        let version = try lines.number("version", 1...UInt64.max)
        let notBefore = try lines.time("not-before")
        try lines.end(headText, written: headText)
        let files = try Self.files(bytes[head.endIndex...], firstLine: Self.headLines + 1)
        try self.init(region: region, version: version, notBefore: notBefore, files: files)
        guard text.utf8.elementsEqual(self.text.utf8) else {
            throw .textInvalid(line: 1, expected: "canonical form")
        }
    }

    private static func files(
        _ bytes: ArraySlice<UInt8>, firstLine: Int
    ) throws(PolicyError) -> [String: [UInt8]] {
        var (rest, line) = (bytes, firstLine)
        var files: [String: [UInt8]] = [:]
        while let end = rest.firstIndex(of: lineFeed) {
            let words = rest[..<end].split(
                separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            rest = rest[(end + 1)...]
            guard words.count == 3, words[0].elementsEqual("file".utf8),
                let count = Int(String(decoding: words[2], as: UTF8.self)),
                (0...rest.count).contains(count)
            else { throw .textInvalid(line: line, expected: "file with name and length") }
            let name = String(decoding: words[1], as: UTF8.self)
            let content = rest.prefix(count)
            guard files.updateValue(Array(content), forKey: name) == nil else {
                throw .textInvalid(line: line, expected: "each file once")
            }
            line += 1 + content.count { $0 == lineFeed }
            rest = rest.dropFirst(count)
        }
        guard rest.isEmpty else { throw .textInvalid(line: line, expected: "line feed") }
        return files
    }

    /// A file's name as it may stand in a line and in a directory.
    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && name.first != "."
            && name.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "."), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    private static let type = "budkavle-policy v1"
    private static let headLines = 4
}

private let lineFeed = UInt8(ascii: "\n")
