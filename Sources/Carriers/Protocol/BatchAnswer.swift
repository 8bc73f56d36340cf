/// The answer to a stream of which some envelopes were refused (status 207).
package struct BatchAnswer: Hashable, Sendable, Codable {
    /// One signed note over all that were accepted.
    package let receipt: String
    package let refused: [Refusal]

    /// One envelope that was not taken.
    package struct Refusal: Hashable, Sendable, Codable {
        /// Its place in the stream, from 0.
        package let index: Int
        /// The message's id, where the head could be read.
        package let id: String?
        package let problem: Problem

        package init(index: Int, id: String?, problem: Problem) {
            self.index = index
            self.id = id
            self.problem = problem
        }
    }

    package init(receipt: String, refused: [Refusal]) {
        self.receipt = receipt
        self.refused = refused
    }
}
