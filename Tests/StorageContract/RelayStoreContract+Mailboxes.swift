import Identity
import Labels
import Storage

extension RelayStoreContract {
    static let mailboxes: [Claim<any RelayStore>] = [
        Claim("every recipient gets its own slot and nobody else's") {
            let store = try await $0.open()
            let recipients = Array(0..<60)
            _ = try await store.accept(Samples.message(1, to: recipients))
            for recipient in recipients {
                let actor = try Samples.actor(recipient)
                let entries = try await store.wholeMailbox(of: actor)
                try requireEqual(entries.count, 1)
                try requireEqual(
                    entries.first?.message?.slots, [try Samples.slot(1, for: actor)])
            }
        },
        Claim("who is not addressed gets nothing") {
            let store = try await $0.open()
            _ = try await store.accept(Samples.message(1, to: [1, 3]))
            for actor in [try Samples.actor(2), try Samples.actor(99), try ActorID("sender")] {
                let page = try await store.mailbox(
                    of: actor, after: .start, limit: Samples.wide)
                try requireEqual(page.entries, [])
                try requireEqual(page.hasMore, false)
                try requireEqual(await store.load(of: actor), .empty)
            }
        },
        Claim("a page ends at its number of entries, and the next goes on") {
            let store = try await $0.open()
            for number in 0..<25 {
                _ = try await store.accept(Samples.message(number, to: [number % 2, 2]))
            }
            let whole = try await store.wholeMailbox(of: Samples.actor(2))
            try requireEqual(whole.map(\.index.value), Array(0..<25))
            for size in [1, 2, 7, 24, 25] {
                let limit = PageLimit(entriesMax: size, bytesMax: 1 << 20)
                let first = try await store.mailbox(
                    of: Samples.actor(2), after: .start, limit: limit)
                try requireEqual(first.entries.count, size)
                try requireEqual(first.hasMore, size < 25)
                let paged = try await store.wholeMailbox(of: Samples.actor(2), limit: limit)
                try requireEqual(paged, whole)
            }
            let odd = try await store.wholeMailbox(
                of: Samples.actor(1), limit: PageLimit(entriesMax: 5, bytesMax: 1 << 20))
            try requireEqual(odd.map(\.index.value), Array(stride(from: 1, to: 25, by: 2)))
        },
        Claim("a page ends at its bytes, but one entry is always given") {
            let store = try await $0.open()
            for number in 0..<10 {
                _ = try await store.accept(
                    Samples.message(number, to: [1], contentBytes: number == 4 ? 9_000 : 900))
            }
            let limit = PageLimit(entriesMax: 100, bytesMax: 2_000)
            var (cursor, sizes) = (MailboxCursor.start, [Int]())
            while true {
                let page = try await store.mailbox(
                    of: Samples.actor(1), after: cursor, limit: limit)
                let bytes = page.entries.reduce(0) { $0 + ($1.message?.byteCount ?? 0) }
                try require(
                    bytes <= limit.bytesMax || page.entries.count == 1, "a page of \(bytes) bytes")
                sizes.append(page.entries.count)
                cursor = page.next
                guard page.hasMore else { break }
            }
            try requireEqual(sizes, [2, 2, 1, 2, 2, 1])
        },
        Claim("urgent lanes are read first, and each lane keeps its place") {
            let store = try await $0.open()
            let lanes: [Precedence] = [.routine, .flash, .priority, .immediate]
            for number in 0..<12 {
                _ = try await store.accept(
                    Samples.message(number, to: [1], precedence: lanes[number % 4]))
            }
            let entries = try await store.wholeMailbox(
                of: Samples.actor(1), limit: PageLimit(entriesMax: 5, bytesMax: 1 << 20))
            try requireEqual(
                entries.map(\.index.value), [1, 5, 9, 3, 7, 11, 2, 6, 10, 0, 4, 8])
            try requireEqual(
                entries.map(\.precedence.lane), [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3])
        },
        Claim("what is urgent has a page of its own, in the middle of the rest too") {
            let store = try await $0.open()
            let lanes: [Precedence] = [.routine, .flash, .priority, .immediate]
            for number in 0..<12 {
                _ = try await store.accept(
                    Samples.message(number, to: [1, 2], precedence: lanes[number % 4]))
            }
            let actor = try Samples.actor(1)
            let urgent = try await store.mailbox(of: actor, after: .start, limit: Samples.wide)
            try requireEqual(urgent.entries.map(\.index.value), [1, 5, 9, 3, 7, 11])
            try requireEqual(urgent.hasMore, true)
            let rest = try await store.mailbox(
                of: actor, after: urgent.next, limit: PageLimit(entriesMax: 4, bytesMax: 1 << 20))
            try requireEqual(rest.entries.map(\.index.value), [2, 6, 10, 0])
            try requireEqual(rest.hasMore, true)
            _ = try await store.accept(Samples.message(12, to: [1], precedence: .flash))
            let flash = try await store.mailbox(of: actor, after: rest.next, limit: Samples.wide)
            try requireEqual(flash.entries.map(\.index.value), [12])
            let last = try await store.mailbox(of: actor, after: flash.next, limit: Samples.wide)
            try requireEqual(last.entries.map(\.index.value), [4, 8])
            try requireEqual(last.hasMore, false)
            // With nothing else there, the urgent page is the last.
            _ = try await store.accept(Samples.message(13, to: [1], precedence: .immediate))
            let lone = try await store.mailbox(of: actor, after: last.next, limit: Samples.wide)
            try requireEqual(lone.entries.map(\.index.value), [13])
            try requireEqual(lone.hasMore, false)
        },
        Claim("a reader at the end has nothing new, and stays where it is") {
            let store = try await $0.open()
            _ = try await store.accept(Samples.message(1, to: [1]))
            let page = try await store.mailbox(
                of: Samples.actor(1), after: .start, limit: Samples.wide)
            _ = try await store.accept(Samples.message(2, to: [2]))
            let idle = try await store.mailbox(
                of: Samples.actor(1), after: page.next, limit: Samples.wide)
            try requireEqual(idle.entries, [])
            try requireEqual(idle.hasMore, false)
            _ = try await store.accept(Samples.message(3, to: [1]))
            let more = try await store.mailbox(
                of: Samples.actor(1), after: idle.next, limit: Samples.wide)
            try requireEqual(more.entries.map(\.index.value), [2])
        },
        Claim("a cursor past the end is refused, one at the end is not") {
            let store = try await $0.open()
            _ = try await store.accept(Samples.message(1, to: [1]))
            var cursor = MailboxCursor.start
            cursor[.flash] = 1
            _ = try await store.mailbox(of: Samples.actor(1), after: cursor, limit: Samples.wide)
            cursor[.flash] = 2
            try await requireFailure(.cursorBeyondEnd) { [cursor] in
                _ = try await store.mailbox(
                    of: Samples.actor(1), after: cursor, limit: Samples.wide)
            }
        },
        Claim("a mailbox's load counts entries and what one reader gets of them") {
            let store = try await $0.open()
            let message = try Samples.message(1, to: [1, 2])
            _ = try await store.accept(message)
            _ = try await store.accept(message)
            let slot = message.slots.map(\.bytes.count).max() ?? 0
            let expected = MailboxLoad(
                entries: 1, bytes: message.head.count + message.content.count + slot)
            try requireEqual(await store.load(of: try Samples.actor(1)), expected)
            _ = try await store.acceptReceipts([Samples.receipt(1, to: [1])])
            try requireEqual(await store.load(of: try Samples.actor(1)).entries, 2)
            try requireEqual(await store.load(of: try Samples.actor(2)), expected)
        },
        Claim("one message is given with its reader's slots and without content, and to no other") {
            let store = try await $0.open()
            let message = try Samples.message(1, to: [1, 2])
            _ = try await store.accept(message)
            for number in [1, 2] {
                let actor = try Samples.actor(number)
                let given = try await store.message(message.id, for: actor)
                try requireEqual(given?.slots, [try Samples.slot(1, for: actor)])
                try requireEqual(given?.head, message.head)
                try requireEqual(given?.content, [])
                try requireEqual(given?.receivedAt, message.receivedAt)
            }
            try requireEqual(try await store.message(message.id, for: Samples.actor(3)), nil)
            try requireEqual(
                try await store.message(Samples.message(2, to: [1]).id, for: Samples.actor(1)),
                nil)
            // Whom a supplement reached has it too, under the slot that came last.
            _ = try await store.accept(Samples.message(1, to: [1, 3]))
            let late = try Samples.actor(3)
            try requireEqual(
                try await store.message(message.id, for: late)?.slots,
                [try Samples.slot(1, for: late)])
        },
    ]
}
