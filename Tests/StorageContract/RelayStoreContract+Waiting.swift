import Identity
import Storage

extension RelayStoreContract {
    static let waiting: [Claim<any RelayStore>] = [
        Claim("waiting ends at once when something is there") {
            let store = try await $0.open()
            _ = try await store.accept(Samples.message(1, to: [1]))
            let arrived = await store.entryArrives(for: try Samples.actor(1), after: .start)
            try requireEqual(arrived, true)
        },
        Claim("a reader is woken by its own entry, of an actor never seen before too") {
            let store = try await $0.open()
            let actor = try Samples.actor(1)
            async let arrival = store.entryArrives(for: actor, after: .start)
            for number in 0..<20 {
                _ = try await store.accept(Samples.message(number, to: [2]))
            }
            _ = try await store.accept(Samples.message(99, to: [1, 2]))
            try requireEqual(await arrival, true)
            let page = try await store.mailbox(of: actor, after: .start, limit: Samples.wide)
            try requireEqual(page.entries.count, 1)
        },
        Claim("a reader is not woken by somebody else's entry") {
            let store = try await $0.open()
            _ = try await store.accept(Samples.message(0, to: [1]))
            let actor = try Samples.actor(1)
            let page = try await store.mailbox(of: actor, after: .start, limit: Samples.wide)
            let waiting = Task { await store.entryArrives(for: actor, after: page.next) }
            for number in 1..<20 {
                _ = try await store.accept(Samples.message(number, to: [2]))
            }
            waiting.cancel()
            try requireEqual(await waiting.value, false)
        },
        Claim("cancelling ends a wait, before and after it began") {
            let store = try await $0.open()
            let actor = try Samples.actor(1)
            for _ in 0..<50 {
                let waiting = Task { await store.entryArrives(for: actor, after: .start) }
                waiting.cancel()
                try requireEqual(await waiting.value, false)
            }
        },
        Claim("all who wait for one mailbox are woken") {
            let store = try await $0.open()
            let actor = try Samples.actor(1)
            let woken = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<10 {
                    group.addTask { await store.entryArrives(for: actor, after: .start) }
                }
                _ = try await store.accept(Samples.message(1, to: [1]))
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            try requireEqual(woken, 10)
        },
        Claim("closing the store ends all waits") {
            let store = try await $0.open()
            let actor = try Samples.actor(1)
            let waiting = Task { await store.entryArrives(for: actor, after: .start) }
            try await store.close()
            try requireEqual(await waiting.value, false)
        },
    ]
}
