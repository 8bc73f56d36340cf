package import Identity
package import Labels

/// What everything that leaves the vault bears: level, status, exemplar, time and holder.
package struct ExemplarMark: Hashable, Sendable, Codable {
    /// The label's marking line.
    package let marking: String
    /// By names, as files and options write them.
    package let level: String
    package let status: String
    package let message: MessageID
    /// `nil` at levels of which no register is kept.
    package let register: RegisterNumber?
    package let exemplar: Int?
    /// How many exemplars there are of it, this one included.
    package let exemplarCount: Int?
    package let enclosures: Int
    package let time: Timestamp
    package let holder: Holder

    package init(
        _ label: Label, of message: MessageID, numbered exemplar: Exemplar?,
        in entry: RegisterEntry?, enclosures: Int, holder: Holder, at time: Timestamp
    ) {
        marking = Marking(label).line
        (level, status) = (label.level.name, label.status.kind.rawValue)
        (self.message, self.enclosures) = (message, enclosures)
        register = entry?.number
        self.exemplar = exemplar?.number
        exemplarCount = entry?.exemplars.count { $0.state != .destroyed }
        (self.time, self.holder) = (time, holder)
    }
}
