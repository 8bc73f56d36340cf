/// What an audit entry says happened.
package enum LedgerEvent: String, CaseIterable, Sendable, Hashable {
    /// A message was stored and its acceptance is durable.
    case accepted
    /// Slots or recipients were added to a stored message.
    case supplemented
    /// A blob that a stored message names was stored whole, and that is durable.
    case attached
    /// A message was turned away; the gates say why.
    case refused
    /// A message was handed to a node of a recipient.
    case delivered
    /// A hand-over was decided against.
    case withheld
    /// A node sealed and queued a message of its own.
    case sent
    /// A person released a message that waited for it.
    case released
    /// A message was first shown to a person.
    case opened
    case acknowledged
    case expired
    /// A message arrived under a key revoked as compromised.
    case quarantined
    /// The private half of a key was destroyed, its time being over.
    case keyDestroyed = "key-destroyed"
    /// A signed receipt of somebody else was taken in.
    case receipt
    /// A new registry head, policy bundle or freshness note took effect.
    case registry, policy, freshness
    case exercise, activation
    /// An actor's own roster was changed.
    case roster
    /// A function was told that something came, or not in time; who is told was changed.
    case alert
    /// Somebody tried to sign in and was refused.
    case signIn = "sign-in"
    /// Two persons lifted the audience gate for a stated reason.
    case breakGlass = "break-glass"
    /// An actor's register of exemplars: something was entered, or happened to one of them.
    case register
    /// A campaign that counts exemplars was opened, counted in or closed.
    case inventory
    /// Something was not as the register says; who is to be told.
    case incident
    /// Somebody had a report made of this log.
    case report
    /// Somebody who does not administer the system has looked through a stretch of this log.
    case logReview = "log-review"
    /// Canaries were sent over a rung; how many arrived, and how fast.
    case drill
    /// Another log's checkpoint was checked and cosigned.
    case witnessed
    /// Another relay's log contradicted itself: nothing more is taken from it.
    case cutOff = "cut-off"
    /// An operator let a relay that was cut off in again, for a stated reason.
    case readmitted
    /// Facts of earlier entries were erased when their retention ended.
    case erased
    case started, stopped
    /// The store was put back from a backup: what was recorded after that is lost.
    case restored
}
