import Ledger
import Labels
import Identity
import Storage

extension RelayStoreContract {
    static let accepting: [Claim<any RelayStore>] = [
        Claim("a new message is stored once, at the next index") {
            let store = try await $0.open()
            try requireEqual(await store.latest(), nil)
            for number in 0..<3 {
                let acceptance = try await store.accept(Samples.message(number, to: [1, 2]))
                try requireEqual(acceptance.outcome, .stored)
                try requireEqual(acceptance.index, LogIndex(UInt64(number)))
            }
            try requireEqual(await store.latest(), LogIndex(2))
        },
        Claim("the same message again changes nothing") {
            let store = try await $0.open()
            let first = try await store.accept(Samples.message(1, to: [1, 2]))
            let size = try await store.treeHead().size
            let again = try await store.accept(Samples.message(1, to: [1, 2]))
            try requireEqual(again, Acceptance(.known, index: first.index, record: nil))
            let fewer = try await store.accept(Samples.message(1, to: [2]))
            try requireEqual(fewer.outcome, .known)
            try requireEqual(try await store.treeHead().size, size)
            try requireEqual(try await store.wholeMailbox(of: Samples.actor(1)).count, 1)
        },
        Claim("another recipient's slot for a known message is a supplement for that one alone") {
            let store = try await $0.open()
            let first = try await store.accept(Samples.message(1, to: [1]))
            let added = try await store.accept(Samples.message(1, to: [1, 2]))
            try requireEqual(added.outcome, .supplemented)
            try require(added.index > first.index, "a supplement is an entry of its own")
            try require(added.record != nil, "a supplement is recorded")
            try requireEqual(try await store.wholeMailbox(of: Samples.actor(1)).count, 1)
            let entries = try await store.wholeMailbox(of: Samples.actor(2))
            try requireEqual(entries.map(\.isSupplement), [true])
            try requireEqual(
                entries.first?.message?.slots, [try Samples.slot(1, for: Samples.actor(2))])
            try requireEqual(entries.first?.message?.head, Array("head 1".utf8))
            try requireEqual(entries.first?.message?.content.count, 100)
            let again = try await store.accept(Samples.message(1, to: [2]))
            try requireEqual(again.outcome, .known, "what a supplement brought is known too")
        },
        Claim("a slot under another key of the same recipient is a supplement") {
            let store = try await $0.open()
            _ = try await store.accept(Samples.message(1, to: [1, 2]))
            let added = try await store.accept(Samples.message(1, to: [1], key: 5))
            try requireEqual(added.outcome, .supplemented)
            let entries = try await store.wholeMailbox(of: Samples.actor(1))
            try requireEqual(
                entries.map { $0.message?.slots ?? [] },
                [
                    [try Samples.slot(1, for: Samples.actor(1))],
                    [try Samples.slot(1, for: Samples.actor(1), key: 5)],
                ])
            try requireEqual(try await store.wholeMailbox(of: Samples.actor(2)).count, 1)
        },
        Claim("another recipient of a message without slots is a supplement") {
            let store = try await $0.open()
            _ = try await store.accept(Samples.message(1, to: [1], withSlots: false))
            let added = try await store.accept(Samples.message(1, to: [1, 2], withSlots: false))
            try requireEqual(added.outcome, .supplemented)
            try requireEqual(try await store.wholeMailbox(of: Samples.actor(1)).count, 1)
            try requireEqual(try await store.wholeMailbox(of: Samples.actor(2)).count, 1)
        },
        Claim("one message offered many times at once is stored once") {
            let store = try await $0.open()
            let outcomes = try await withThrowingTaskGroup(of: Acceptance.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await store.accept(Samples.message(7, to: [1, 2])) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try requireEqual(outcomes.count { $0.outcome == .stored }, 1)
            try requireEqual(outcomes.count { $0.outcome == .known }, 19)
            try requireEqual(Set(outcomes.map(\.index)).count, 1)
        },
        Claim("many are accepted together, in order, or none of them") {
            let store = try await $0.open()
            let good = try (0..<3).map { try Samples.message($0, to: [1]) }
            let stray = AcceptedMessage(
                id: MessageID(Samples.digest("stray")), originator: try ActorID("sender"),
                level: .open, status: .actual, precedence: .flash, expires: Samples.tomorrow,
                head: [], slots: [try Samples.slot(1, for: Samples.actor(2))],
                recipients: [try Samples.actor(1)], content: [], receivedAt: Samples.noon,
                record: nil)
            try await requireFailure(.slotWithoutRecipient(Samples.actor(2))) {
                _ = try await store.acceptAll(good + [stray])
            }
            try requireEqual(await store.latest(), nil)
            let all = try await store.acceptAll(good + [good[1]])
            try requireEqual(all.map(\.outcome), [.stored, .stored, .stored, .known])
            try requireEqual(all.map(\.index.value), [0, 1, 2, 1])
        },
        Claim("more recipients or bytes than the limits are refused, the limits are not") {
            let store = try await $0.open()
            let most = Array(0..<AcceptedMessage.recipientsMax)
            let widest = try Samples.message(1, to: most, withSlots: false)
            try requireEqual(try await store.accept(widest).outcome, .stored)
            let wider = try Samples.message(2, to: most + [most.count], withSlots: false)
            try await requireFailure(.tooMany(part: "recipient", limit: most.count)) {
                _ = try await store.accept(wider)
            }
            let limit = AcceptedReceipt.bytesMax
            try await requireFailure(.tooMany(part: "byte", limit: limit)) {
                _ = try await store.acceptReceipts([
                    AcceptedReceipt(
                        digest: Samples.digest("large"), addressees: [], precedence: .routine,
                        expires: Samples.tomorrow, bytes: Array(repeating: 0, count: limit + 1),
                        record: nil)
                ])
            }
            try requireEqual(await store.latest(), LogIndex(0))
        },
        Claim("a receipt is kept once, and goes to those it concerns") {
            let store = try await $0.open()
            let receipts = try (0..<3).map { try Samples.receipt($0, to: [1]) }
            let first = try await store.acceptReceipts(receipts)
            try requireEqual(first.map(\.outcome), [.stored, .stored, .stored])
            let size = try await store.treeHead().size
            let again = try await store.acceptReceipts(receipts)
            try requireEqual(again.map(\.outcome), [.known, .known, .known])
            try requireEqual(again.map(\.index), first.map(\.index))
            try requireEqual(try await store.treeHead().size, size)
            let items = try await store.wholeMailbox(of: Samples.actor(1)).map(\.item)
            try requireEqual(items, receipts.map { .receipt($0.bytes) })
            try requireEqual(try await store.wholeMailbox(of: Samples.actor(2)), [])
        },
        Claim("what is known of a message can be asked, until it expires") {
            let store = try await $0.open()
            let message = try Samples.message(1, to: [2, 1], precedence: .immediate)
            try requireEqual(try await store.message(message.id), nil)
            let index = try await store.accept(message).index
            _ = try await store.accept(Samples.message(1, to: [3]))
            let stored = StoredMessage(
                id: message.id, index: index, originator: message.originator,
                level: message.level, status: message.status, precedence: .immediate,
                expires: message.expires, receivedAt: message.receivedAt, head: message.head,
                recipients: try [1, 2, 3].map(Samples.actor))
            try requireEqual(try await store.message(message.id), stored)
            try await store.expire(at: message.expires)
            try requireEqual(try await store.message(message.id), nil)
        },
        Claim("all that was answered is there when the store is opened again") {
            let place = $0
            var store = try await place.open()
            for number in 0..<300 {
                _ = try await store.accept(
                    Samples.message(
                        number, to: number % 3 == 0 ? [1] : [1, 2],
                        precedence: number % 2 == 0 ? .routine : .flash))
            }
            _ = try await store.accept(Samples.message(0, to: [2]))
            _ = try await store.acceptReceipts([Samples.receipt(1, to: [2])])
            let before = try await Snapshot(of: store)
            try await store.close()
            store = try await place.open()
            try requireEqual(try await Snapshot(of: store), before)
            let again = try await store.accept(Samples.message(299, to: [1, 2]))
            try requireEqual(again.outcome, .known)
            let receipt = try await store.acceptReceipts([Samples.receipt(1, to: [2])])
            try requireEqual(receipt.map(\.outcome), [.known])
            let next = try await store.accept(Samples.message(300, to: [1]))
            try requireEqual(next.index.value, 302)
        },
        Claim("a closed store takes nothing and says so") {
            let store = try await $0.open()
            try await store.close()
            try await requireFailure(.closed) {
                _ = try await store.accept(Samples.message(1, to: [1]))
            }
        },
    ]
}

/// Everything two actors can learn from a store.
private struct Snapshot: Equatable {
    let mailboxes: [[MailboxEntry]]
    let loads: [MailboxLoad]
    let latest: LogIndex?
    let tree: [UInt8]

    init(of store: any RelayStore) async throws {
        mailboxes = [
            try await store.wholeMailbox(of: Samples.actor(1)),
            try await store.wholeMailbox(of: Samples.actor(2)),
        ]
        loads = [
            await store.load(of: try Samples.actor(1)), await store.load(of: try Samples.actor(2)),
        ]
        latest = await store.latest()
        tree = try await store.treeHead().root.bytes
    }
}
