import Identity
import Labels
import Ledger
import Storage

extension RelayStoreContract {
    static let replicating: [Claim<any RelayStore>] = [
        Claim("another relay reads each entry once, with the slots of all and its record") {
            let store = try await $0.open()
            _ = try await store.append([Samples.record("before")])
            let message = try Samples.message(1, to: [1, 2, 3])
            _ = try await store.accept(message)
            _ = try await store.acceptReceipts([Samples.receipt(1, to: [4])])
            let page = try await store.replica(.all(treeSize: 3))
            // The receipt's lane comes first.
            try requireEqual(page.entries.map(\.index.value), [1, 0])
            try requireEqual(page.entries.map(\.record), [2, 1])
            try requireEqual(page.entries.last?.message?.slots.map(\.recipient), message.recipients)
            try requireEqual(page.entries.last?.message?.content, message.content)
            try requireEqual(page.hasMore, false)
            try requireEqual(page.end, 2)
            try requireEqual(try await store.replica(.all(after: page.next)).entries, [])
        },
        Claim("a supplement is read with the slots it brought and no others") {
            let store = try await $0.open()
            _ = try await store.accept(Samples.message(1, to: [1]))
            _ = try await store.accept(Samples.message(1, to: [1, 2]))
            let page = try await store.replica(.all())
            try requireEqual(page.entries.map(\.index.value), [0, 1])
            try requireEqual(
                page.entries.map { $0.message?.slots.map(\.recipient.text) },
                [["actor-1"], ["actor-2"]])
        },
        Claim("an entry beyond the tree stops its lane, and no other") {
            let store = try await $0.open()
            _ = try await store.accept(Samples.message(1, to: [1]))
            _ = try await store.accept(Samples.message(2, to: [1]))
            _ = try await store.accept(
                Samples.message(3, to: [1], precedence: .priority, recorded: false))
            let page = try await store.replica(.all(treeSize: 1))
            try requireEqual(page.entries.map(\.index.value), [2, 0])
            try requireEqual(page.hasMore, false)
            try requireEqual(page.next[.routine], 1)
            let rest = try await store.replica(.all(after: page.next, treeSize: 2))
            try requireEqual(rest.entries.map(\.index.value), [1])
        },
        Claim("what is urgent comes alone, and pages end at their limits with nothing left out") {
            let store = try await $0.open()
            for number in 0..<5 { _ = try await store.accept(Samples.message(number, to: [1])) }
            _ = try await store.accept(Samples.message(9, to: [1], precedence: .flash))
            var (cursor, pages) = (MailboxCursor.start, [[UInt64]]())
            var hasMore = true
            while hasMore {
                let page = try await store.replica(
                    .all(after: cursor, limit: PageLimit(entriesMax: 2, bytesMax: 1 << 20)))
                pages.append(page.entries.map(\.index.value))
                (cursor, hasMore) = (page.next, page.hasMore)
            }
            try requireEqual(pages.filter { !$0.isEmpty }, [[5], [0, 1], [2, 3], [4]])
            // An entry larger than a page is given alone.
            let narrow = try await store.replica(
                .all(limit: PageLimit(entriesMax: 9, bytesMax: 1)))
            try requireEqual(narrow.entries.map(\.index.value), [5])
        },
        Claim("what came from the relay that asks is passed over, what came from others is not") {
            let store = try await $0.open()
            let (left, right) = (try RelayID("left"), try RelayID("right"))
            _ = try await store.accept(Samples.message(1, to: [1]))
            _ = try await store.accept(Samples.message(2, to: [1], source: left))
            _ = try await store.accept(Samples.message(3, to: [1], source: right))
            let page = try await store.replica(.all(skipping: left))
            try requireEqual(page.entries.map(\.index.value), [0, 2])
            try requireEqual(try await store.replica(.all()).entries.count, 3)
            let known = try await store.message(Samples.message(2, to: [1]).id)
            try requireEqual(known?.source, left)
        },
        Claim("one lane is read alone, and a cursor past the end of it is told") {
            let store = try await $0.open()
            _ = try await store.accept(Samples.message(1, to: [1]))
            _ = try await store.accept(Samples.message(2, to: [1], precedence: .flash))
            let page = try await store.replica(.all(lanes: [.routine]))
            try requireEqual(page.entries.map(\.index.value), [0])
            var beyond = MailboxCursor.start
            beyond[.routine] = 3
            try await requireFailure(.cursorBeyondEnd) { [beyond] in
                _ = try await store.replica(.all(after: beyond))
            }
            try requireEqual(try await store.replica(.all(after: beyond, lanes: [.flash])).end, 2)
        },
        Claim("how far it has come with a peer is there after a restart, with what came of it") {
            let place = $0
            var store = try await place.open()
            let peer = try RelayID("left")
            try requireEqual(try await store.progress(with: peer), nil)
            var progress = PeerProgress(
                peer, checkpoint: [1, 2], hasCaughtUp: true,
                passedOver: [LogPlace(.flash, LogIndex(7)), LogPlace(.routine, LogIndex(1 << 40))])
            progress.cursor[.priority] = 12
            try await store.keep(
                progress, accepting: [Samples.receipt(1, to: [1])],
                recording: [Samples.record("refused")])
            try await store.close()
            store = try await place.open()
            try requireEqual(try await store.progress(with: peer), progress)
            try requireEqual(try await store.progress(with: try RelayID("right")), nil)
            try requireEqual(await store.load(of: try Samples.actor(1)).entries, 1)
            try requireEqual(try await store.treeHead().size, 2)
        },
    ]
}

extension ReplicaReading {
    fileprivate static func all(
        after cursor: MailboxCursor = .start, lanes: [Precedence] = MailboxCursor.lanes,
        treeSize: UInt64 = .max, skipping: RelayID? = nil, limit: PageLimit = Samples.wide
    ) -> ReplicaReading {
        ReplicaReading(
            after: cursor, lanes: lanes, treeSize: treeSize, skipping: skipping, limit: limit)
    }
}

extension ReplicaEntry {
    fileprivate var message: DeliveredMessage? {
        switch item {
        case .message(let message), .supplement(let message): message
        case .receipt: nil
        }
    }
}
