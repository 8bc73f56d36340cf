import Sheets
import Testing

struct Base45Tests {
    /// RFC 9285, sections 4.3 and 4.4.
    static let examples = [
        ("AB", "BB8"), ("Hello!!", "%69 VD92EX0"), ("base-45", "UJCLQE7W581"),
        ("ietf!", "QED8WEX0"),
    ]

    @Test(arguments: examples)
    func `the examples of the RFC hold both ways`(_ plain: String, _ coded: String) {
        #expect(Base45.encode(Array(plain.utf8)) == coded)
        #expect(Base45.decode(coded) == Array(plain.utf8))
    }

    @Test func `every byte and pair of bytes comes back`() {
        for value in 0...0xffff {
            let bytes = [UInt8(value >> 8), UInt8(value & 0xff)]
            #expect(Base45.decode(Base45.encode(bytes)) == bytes)
        }
        for value in UInt8.min...UInt8.max {
            #expect(Base45.decode(Base45.encode([value])) == [value])
        }
        #expect(Base45.decode("") == [])
    }

    /// The last two are the RFC's: above 65535 and above 255.
    @Test(arguments: ["A", "BB8A", "bb8", "BÅ8", "=Z=", "GGW", "::"])
    func `what no encoder writes is refused`(_ text: String) {
        #expect(Base45.decode(text) == nil)
    }

    @Test func `the largest group is the last that is taken`() {
        #expect(Base45.decode("FGW") == [0xff, 0xff])
        #expect(Base45.decode("U5") == [0xff])
        #expect(Base45.decode("V5") == nil)
    }
}
