/// Lower-case hexadecimal, the only case our formats know.
package enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// - Throws: ``IdentityError/hexInvalid(offset:)`` at the first character that is no lower-case
    ///   digit, or
    ///   at the end when the number of digits is odd.
    package static func decode(_ text: String) throws(IdentityError) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count / 2)
        var pending: UInt8?
        for (offset, character) in text.utf8.enumerated() {
            guard let value = value(of: character) else { throw .hexInvalid(offset: offset) }
            if let high = pending {
                out.append(high << 4 | value)
                pending = nil
            } else {
                pending = value
            }
        }
        if pending != nil { throw .hexInvalid(offset: text.utf8.count) }
        return out
    }

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
