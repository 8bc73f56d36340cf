/// Base64 (RFC 4648 section 4) between buffers, for what must not become a `String`.
///
/// Characters come from arithmetic and not from a table, so that no secret picks an address.
enum SecretBase64 {
    /// - Parameter room: exactly the 4 characters per 3 bytes, padding included.
    static func encode(_ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer) {
        precondition(room.count == (bytes.count + 2) / 3 * 4)
        for group in 0..<(room.count / 4) {
            let start = group * 3
            func byte(_ index: Int) -> UInt32 {
                start + index < bytes.count ? UInt32(bytes[start + index]) : 0
            }
            let word = byte(0) << 16 | byte(1) << 8 | byte(2)
            for place in 0..<4 {
                let isPadding = place > 0 && start + place - 1 >= bytes.count
                room[group * 4 + place] =
                    isPadding
                    ? UInt8(ascii: "=") : character(word >> UInt32(18 - 6 * place) & 63)
            }
        }
    }

    /// - Parameter room: exactly the bytes that `text` should give.
    /// - Returns: whether `text` was their canonical form.
    static func decode(
        _ text: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) -> Bool {
        guard text.count == (room.count + 2) / 3 * 4 else { return false }
        var isGood = true
        for group in 0..<(text.count / 4) {
            let start = group * 3
            var word: UInt32 = 0
            for place in 0..<4 {
                let isPadding = place > 0 && start + place - 1 >= room.count
                let character = text[group * 4 + place]
                if isPadding {
                    isGood = isGood && character == UInt8(ascii: "=")
                    word <<= 6
                } else {
                    let value = value(character)
                    isGood = isGood && value < 64
                    word = word << 6 | value & 63
                }
            }
            for index in 0..<3 {
                let byte = UInt8(truncatingIfNeeded: word >> UInt32(16 - 8 * index))
                if start + index < room.count {
                    room[start + index] = byte
                } else {
                    isGood = isGood && byte == 0
                }
            }
        }
        return isGood
    }

    /// `value` is below 64.
    private static func character(_ value: UInt32) -> UInt8 {
        // Each step is taken when the value lies beyond the range before.
        var character = value + 65
        character &+= below(25, value) & 6
        character &-= below(51, value) & 75
        character &-= below(61, value) & 15
        character &+= below(62, value) & 3
        return UInt8(truncatingIfNeeded: character)
    }

    /// 64 for what is no character of the alphabet.
    private static func value(_ character: UInt8) -> UInt32 {
        let character = UInt32(character)
        var value: UInt32 = 64
        func take(_ first: UInt32, _ last: UInt32, _ base: UInt32) {
            let isWithin = below(first &- 1, character) & below(character, last + 1)
            value = value & ~isWithin | (character &- first &+ base) & isWithin
        }
        take(65, 90, 0)
        take(97, 122, 26)
        take(48, 57, 52)
        take(43, 43, 62)
        take(47, 47, 63)
        return value
    }

    /// All ones when `left < right`, else zero; both below 2³¹.
    private static func below(_ left: UInt32, _ right: UInt32) -> UInt32 {
        UInt32(bitPattern: Int32(truncatingIfNeeded: Int64(left) - Int64(right)) >> 31)
    }
}
