/// Base45 (RFC 9285): bytes in the characters that QR codes carry at eleven bits a pair.
package enum Base45 {
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 2 * 3 + 2)
        for start in stride(from: 0, to: bytes.count, by: 2) {
            let isPair = start + 1 < bytes.count
            var value = isPair ? Int(bytes[start]) << 8 | Int(bytes[start + 1]) : Int(bytes[start])
            for _ in 0..<(isPair ? 3 : 2) {
                text.append(alphabet[value % alphabet.count])
                value /= alphabet.count
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// - Returns: `nil` for what ``encode(_:)`` would not have written.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count % 3 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 3 * 2 + 1)
        for start in stride(from: 0, to: characters.count, by: 3) {
            let group = characters[start..<min(start + 3, characters.count)]
            var value = 0
            for character in group.reversed() {
                guard let digit = digits[Int(character)] else { return nil }
                value = value * alphabet.count + digit
            }
            if group.count == 3 {
                guard value <= 0xffff else { return nil }
                bytes.append(UInt8(value >> 8))
            } else {
                guard value <= 0xff else { return nil }
            }
            bytes.append(UInt8(value & 0xff))
        }
        return bytes
    }

    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
    /// By character.
    private static let digits: [Int?] = {
        var digits = [Int?](repeating: nil, count: 256)
        for (digit, character) in alphabet.enumerated() { digits[Int(character)] = digit }
        return digits
    }()
}
