import Identity
import Storage

extension RelayStoreContract {
    static let forgetting: [Claim<any RelayStore>] = [
        Claim("what expires at the moment given is forgotten, one millisecond later is kept") {
            let store = try await $0.open()
            let later = Timestamp(clampingMilliseconds: Samples.tomorrow.milliseconds + 1)
            _ = try await store.accept(Samples.message(1, to: [1, 2]))
            _ = try await store.accept(Samples.message(2, to: [1], expires: later))
            _ = try await store.acceptReceipts([Samples.receipt(1, to: [1])])
            try requireEqual(try await store.expire(at: Samples.noon), 0)
            try requireEqual(try await store.expire(at: Samples.tomorrow), 2)
            try requireEqual(
                try await store.wholeMailbox(of: Samples.actor(1)).map(\.index.value), [1])
            try requireEqual(try await store.wholeMailbox(of: Samples.actor(2)), [])
            try requireEqual(await store.load(of: try Samples.actor(1)).entries, 1)
            try requireEqual(await store.load(of: try Samples.actor(2)), .empty)
            try requireEqual(try await store.expire(at: Samples.tomorrow), 0)
        },
        Claim("an id is remembered until its message expires, and then it is new") {
            let store = try await $0.open()
            let message = try Samples.message(1, to: [1])
            _ = try await store.accept(message)
            try requireEqual(try await store.accept(message).outcome, .known)
            try await store.expire(at: Samples.tomorrow)
            let again = try await store.accept(message)
            try requireEqual(again.outcome, .stored)
            try requireEqual(again.index.value, 1, "positions are not given twice")
        },
        Claim("positions are not given twice, though the newest entries expired before a restart") {
            let place = $0
            var store = try await place.open()
            for number in 0..<5 { _ = try await store.accept(Samples.message(number, to: [1])) }
            try await store.expire(at: Samples.tomorrow)
            try await store.close()
            store = try await place.open()
            try requireEqual(await store.latest(), LogIndex(4))
            try requireEqual(await store.load(of: try Samples.actor(1)), .empty)
            try requireEqual(try await store.accept(Samples.message(9, to: [1])).index.value, 5)
        },
        Claim("a supplement goes with its message") {
            let store = try await $0.open()
            _ = try await store.accept(Samples.message(1, to: [1]))
            _ = try await store.accept(Samples.message(1, to: [2]))
            try requireEqual(try await store.expire(at: Samples.tomorrow), 2)
            try requireEqual(try await store.wholeMailbox(of: Samples.actor(2)), [])
        },
        Claim("many entries expire in one call, and others arrive meanwhile") {
            let store = try await $0.open()
            for start in stride(from: 0, to: 2_000, by: 500) {
                _ = try await store.acceptAll(
                    (start..<start + 500).map {
                        try Samples.message($0, to: [1], recorded: false)
                    })
            }
            let late = Samples.tomorrow.adding(seconds: 1)
            async let removed = store.expire(at: Samples.tomorrow)
            for number in 5_000..<5_020 {
                _ = try await store.accept(Samples.message(number, to: [1], expires: late))
            }
            try requireEqual(try await removed, 2_000)
            try requireEqual(try await store.wholeMailbox(of: Samples.actor(1)).count, 20)
            try requireEqual(await store.load(of: try Samples.actor(1)).entries, 20)
        },
    ]
}
