/// A message of the load.
struct SentMessage: Hashable, Sendable {
    let id: String
    /// Its first line, in no other.
    let subject: String
}
