import Identity
import Labels
import Pictures

extension ReceivedRecord {
    /// A canary is signed for and kept like any message, and told to nobody. What is said to be actual
    /// is shown whatever it calls itself: nothing real can be hidden that way.
    var isForPersons: Bool {
        mediaType != MediaType.canary.text || status == StatusKind.actual.rawValue
    }
}

extension NodeMemory {
    func isShown(_ id: MessageID) -> Bool { received[id]?.value.isForPersons == true }

    /// What was received for persons to read.
    var shown: some Collection<ReceivedRecord> {
        received.values.lazy.map(\.value).filter(\.isForPersons)
    }
}
