/// `[+-]digits[.digits]` as a number, or `nil`: no exponent, no `nan`, no hexadecimal.
func plainDecimal(_ text: some StringProtocol) -> Double? {
    guard (1...decimalMaxBytes).contains(text.utf8.count) else { return nil }
    var hasPoint = false
    var hasDigit = false
    for (index, byte) in text.utf8.enumerated() {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigit = true
        case UInt8(ascii: "."):
            guard !hasPoint, hasDigit else { return nil }
            hasPoint = true
            hasDigit = false
        case UInt8(ascii: "-"), UInt8(ascii: "+"):
            guard index == 0 else { return nil }
        default: return nil
        }
    }
    return hasDigit ? Double(String(text)) : nil
}

/// The shortest decimal without exponent that ``plainDecimal(_:)`` reads as the same number; whole
/// numbers without `.0`.
func plainDecimalText(_ number: Double) -> String {
    let parts = "\(number)".split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else {
        let text = String(parts[0])
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    let sign = parts[0].hasPrefix("-") ? "-" : ""
    let mantissa = parts[0].drop { $0 == "-" }.split(separator: ".")
    let digits = mantissa.joined()
    let point = mantissa[0].count + exponent
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if point >= digits.count {
        return sign + digits + String(repeating: "0", count: point - digits.count)
    }
    return sign + digits.prefix(point) + "." + digits.dropFirst(point)
}

/// Room for every `Double` written out.
private let decimalMaxBytes = 400
