import Identity
import Testing

struct NameTests {
    @Test(arguments: [
        "a", "sos-alarm", "kommun-upplands-vasby", "relay-1", String(repeating: "a", count: 64),
    ])
    func `a name in the grammar is kept as it is`(_ text: String) throws {
        #expect(try ActorID(text).text == text)
    }

    @Test(arguments: [
        ("", 0), ("-a", 0), ("1a", 0), ("a-", 1), ("a--b", 2), ("Ab", 0), ("aå", 1), ("a b", 1),
        ("a\0", 1),
        (String(repeating: "a", count: 65), 64),
    ])
    func `the first byte outside the grammar is named`(_ text: String, _ offset: Int) {
        #expect(throws: IdentityError.nameInvalid(concept: "actor", text: text, offset: offset)) {
            try ActorID(text)
        }
    }
}
