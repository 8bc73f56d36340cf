import Documents

/// Writes the one canonical form: sorted keys, no space, only the escapes JSON demands, UTF-8.
///
/// As RFC 8785, for the strings and plain decimals we write.
enum JSONWriter {
    indirect enum Value {
        case string(String)
        case number(Double)
        case array([Value])
        /// Members that are `nil` are left out: absent and `null` would be twins.
        case object([String: Value?])
        /// In the order given, for formats whose readers are used to one; names are unique.
        case members([(String, Value)])
        /// Somebody else's value, as it was read.
        case node(JSONNode)
    }

    static func bytes(_ value: Value) -> [UInt8] {
        var out: [UInt8] = []
        write(value, to: &out)
        return out
    }

    private static func write(_ value: Value, to out: inout [UInt8]) {
        switch value {
        case .string(let text): write(text, to: &out)
        case .number(let number): out += plain(number).utf8
        case .array(let values):
            out.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                write(value, to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            let present = members.compactMap { member in member.value.map { (member.key, $0) } }
            write(present.sorted { $0.0 < $1.0 }, to: &out)
        case .members(let members): write(members, to: &out)
        case .node(let node): write(node, to: &out)
        }
    }

    private static func write(_ node: JSONNode, to out: inout [UInt8]) {
        switch node {
        case .null: out += "null".utf8
        case .boolean(let flag): out += (flag ? "true" : "false").utf8
        case .integer(let number): out += String(number).utf8
        // With its fraction, so that it reads back as the same kind of number.
        case .real(let number): out += "\(number)".utf8
        case .string(let text): write(text, to: &out)
        case .array(let nodes): write(.array(nodes.map { .node($0) }), to: &out)
        case .object(let members):
            write(members.map { ($0.key, Value.node($0.node)) }, to: &out)
        }
    }

    private static func write(_ members: [(String, Value)], to out: inout [UInt8]) {
        out.append(UInt8(ascii: "{"))
        for (index, member) in members.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            write(member.0, to: &out)
            out.append(UInt8(ascii: ":"))
            write(member.1, to: &out)
        }
        out.append(UInt8(ascii: "}"))
    }

    private static func write(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
            case 0x08: out += "\\b".utf8
            case 0x09: out += "\\t".utf8
            case 0x0A: out += "\\n".utf8
            case 0x0C: out += "\\f".utf8
            case 0x0D: out += "\\r".utf8
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                out += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }

    /// The shortest decimal that reads back as the same number, whole numbers without `.0`.
    private static func plain(_ number: Double) -> String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
