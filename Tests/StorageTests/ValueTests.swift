import Identity
import Labels
import Storage
import Testing

struct ValueTests {
    @Test func `a cursor reads back its 32 bytes, and no other number of them`() throws {
        var cursor = MailboxCursor.start
        cursor[.flash] = 1
        cursor[.routine] = .max
        #expect(cursor.bytes.count == MailboxCursor.byteCount)
        #expect(try MailboxCursor(bytes: cursor.bytes) == cursor)
        #expect(throws: StorageError.cursorInvalid) {
            try MailboxCursor(bytes: cursor.bytes + [0])
        }
        #expect(throws: StorageError.cursorInvalid) {
            try MailboxCursor(bytes: cursor.bytes.dropLast())
        }
    }

    @Test func `lanes are numbered from the most urgent`() {
        #expect(MailboxCursor.lanes.map(\.lane) == [0, 1, 2, 3])
        #expect(Set(MailboxCursor.lanes) == Set(Precedence.allCases))
    }

    @Test(arguments: ["a", "inbox", "open-items", String(repeating: "a", count: 32)])
    func `a table's name in the grammar is taken`(_ name: String) throws {
        #expect(try VaultTable(parsing: name).name == name)
    }

    @Test(arguments: ["", "Inbox", "in box", "1", "å", String(repeating: "a", count: 33)])
    func `a table's name outside the grammar is refused`(_ name: String) {
        #expect(throws: StorageError.tableInvalid(text: name)) {
            try VaultTable(parsing: name)
        }
    }

    @Test(arguments: [15, 17, 0])
    func `a row's id has 16 bytes`(_ count: Int) throws {
        #expect(try VaultRowID(bytes: Array(repeating: 1, count: 16)).bytes.count == 16)
        #expect(throws: StorageError.rowIDInvalid(foundBytes: count)) {
            try VaultRowID(bytes: Array(repeating: 1, count: count))
        }
    }
}
