import Yams

/// One YAML file, read into nodes that know their place.
///
/// The files speak a small part of YAML: no tabs, no anchors, aliases or tags. What is left cannot
/// grow when it is expanded, and no plain word changes type by itself: every scalar is read as the
/// text that stands there.
struct YAMLSource {
    let file: String
    let issues: IssueCollector

    static let fileMaxBytes = 1 << 20

    /// The root, or `nil` after the defect has been noted.
    func root(_ bytes: [UInt8]) -> YAMLValue? {
        guard bytes.count <= Self.fileMaxBytes else {
            issues.add(.tooLarge(limitBytes: Self.fileMaxBytes), file: file)
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            issues.add(.notUTF8, file: file)
            return nil
        }
        guard hasPlainCharactersOnly(bytes), let node = compose(text) else { return nil }
        return YAMLValue(file: file, node: node, issues: issues)
    }

    private func compose(_ text: String) -> Node? {
        // Yams hands libyaml a pointer into the string, which a string of 15 bytes or less keeps on
        // the stack: never give it so short a one. Its default encoding is read from the
        // environment: never leave it out.
        let padded = text + "\n# ------ end of file ------\n"
        do {
            // Without rules: no scalar is anything but the text that stands there.
            guard let node = try Yams.compose(yaml: padded, .basic, .default, .utf8) else {
                issues.add(.wrongType(expected: "mapping", found: "nothing"), file: file)
                return nil
            }
            return node
        } catch {
            note(error)
            return nil
        }
    }

    private func note(_ error: any Error) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            issues.add(.syntax(problem: problem), file: file, line: mark.line, column: mark.column)
        case .duplicatedKeysInMapping(let duplicates, let context):
            issues.add(
                .duplicateKey(duplicates.first ?? ""), file: file, line: context.mark.line,
                column: context.mark.column)
        case .reader(let problem, _, _, _):
            issues.add(.syntax(problem: problem), file: file)
        default:
            issues.add(.syntax(problem: "not YAML"), file: file)
        }
    }

    /// Looks at the bytes before libyaml does, so that an alias is never followed.
    ///
    /// An anchor, alias or tag begins where no word is under way and a character follows at once;
    /// `a & b`, `a&b` and `viktigt!` are text. The test is blind to quotes and comments, which
    /// refuses a little more than it must and can never be talked out of it.
    private func hasPlainCharactersOnly(_ bytes: [UInt8]) -> Bool {
        var (line, column) = (1, 1)
        var previous = UInt8(ascii: "\n")
        for (index, byte) in bytes.enumerated() {
            if (byte < 0x20 && byte != UInt8(ascii: "\n")) || byte == 0x7f {
                issues.add(.controlCharacter(code: byte), file: file, line: line, column: column)
                return false
            }
            let next = index + 1 < bytes.count ? bytes[index + 1] : UInt8(ascii: "\n")
            if isIndicator(byte), !isWord(previous), next > UInt8(ascii: " ") {
                let found = String(decoding: [byte], as: UTF8.self)
                issues.add(.indicatorRefused(found), file: file, line: line, column: column)
                return false
            }
            if byte == UInt8(ascii: "\n") {
                (line, column) = (line + 1, 1)
            } else if byte & 0xc0 != 0x80 {
                column += 1
            }
            previous = byte
        }
        return true
    }

    private func isIndicator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "!")
    }

    private func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
            true
        default: false
        }
    }
}
