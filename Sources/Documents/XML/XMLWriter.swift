/// Writes XML 1.0 in UTF-8: one namespace, declared at the root; no prefixes; an element a line.
///
/// What is written reads back as the same texts, character by character: line ends that a reader
/// would change are written as references.
package enum XMLWriter {
    /// - Throws: ``DocumentsError/xmlUnwritable(scalar:element:)``.
    package static func document(_ root: XMLPart, namespace: String) throws(DocumentsError)
        -> [UInt8]
    {
        var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        let declaration = DocumentAttribute(name: "xmlns", value: namespace)
        try write(root, attributes: [declaration] + root.attributes, indent: "", to: &out)
        return Array(out.utf8)
    }

    private static func write(
        _ part: XMLPart, attributes: [DocumentAttribute], indent: String, to out: inout String
    ) throws(DocumentsError) {
        out += "\(indent)<\(part.name)"
        for attribute in attributes {
            out += " \(attribute.name)=\""
            try write(attribute.value, of: part.name, inValue: true, to: &out)
            out += "\""
        }
        switch part.content {
        case .text(let text):
            out += ">"
            try write(text, of: part.name, inValue: false, to: &out)
        case .parts(let parts):
            out += ">\n"
            for part in parts {
                try write(part, attributes: part.attributes, indent: indent + "  ", to: &out)
            }
            out += indent
        }
        out += "</\(part.name)>\n"
    }

    private static func write(
        _ text: String, of element: String, inValue: Bool, to out: inout String
    ) throws(DocumentsError) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            // Alone it is harmless, behind `]]` it is not.
            case ">": out += "&gt;"
            case "\"" where inValue: out += "&quot;"
            // A reader makes spaces of these in values.
            case "\t" where inValue: out += "&#9;"
            case "\n" where inValue: out += "&#10;"
            // A reader makes a line feed of it.
            case "\r": out += "&#13;"
            default:
                guard isCharacter(scalar) else {
                    throw .xmlUnwritable(scalar: scalar.value, element: element)
                }
                out.unicodeScalars.append(scalar)
            }
        }
    }

    /// The `Char` production of XML 1.0; halves of surrogate pairs are no scalars.
    private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: true
        case 0..<0x20, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}
