import Identity
import Testing

struct Base32Tests {
    @Test(arguments: [
        ("", ""), ("f", "MY======"), ("fo", "MZXQ===="), ("foo", "MZXW6==="),
        ("foob", "MZXW6YQ="), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI======"),
    ])
    func `the vectors of RFC 4648 section 10`(_ text: String, _ encoded: String) {
        #expect(Base32.encode(Array(text.utf8)) == encoded)
        #expect(Base32.decode(encoded) == Array(text.utf8))
        #expect(Base32.decode(encoded.prefix { $0 != "=" }) == Array(text.utf8), "bare")
    }

    @Test(arguments: [
        "my======", "MY=====", "MY=======", "MZ======", "M", "MY======MY======", "M1======",
        "MY ======", "MZXW6YTBO", "MZXW6YTB\n", "========", "MÝ======", "MZXW6YTBOI=====A",
    ])
    func `base32 has one form, but for padding that is left out`(_ text: String) {
        #expect(Base32.decode(text) == nil)
    }

    @Test func `every byte comes back`() {
        let bytes = Array(UInt8.min...UInt8.max)
        for count in 0...16 {
            #expect(Base32.decode(Base32.encode(bytes.suffix(count))) == bytes.suffix(count))
        }
        #expect(Base32.decode(Base32.encode(bytes)) == bytes)
    }
}
