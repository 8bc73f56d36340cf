package import Identity
package import Labels
import Policies
package import Sealing

/// Why a node did not do what it was asked.
package enum NodeError: Error, Equatable {
    case alreadyExists(path: String)
    case notANode(path: String)
    /// Another process has it: one process per directory.
    case inUse(path: String, process: Int32?)
    /// Only a running node can say when something comes.
    case notRunning(path: String)
    case configurationInvalid(path: String, field: String)
    /// The key ring has no such key; the actor's keys for this level and status live elsewhere.
    case keyMissing(purpose: String, level: Level, status: StatusKind)
    /// The ring has no key of this purpose for this machine.
    case ringLacks(purpose: String)
    /// The certificate and receipt key in the ring are not registered for this actor.
    case nodeUnregistered(NodeID, ActorID)
    case relayUnregistered(url: String)
    /// No signed policy is in force here: everything is denied until one is.
    case policyMissing
    case actorUnknown(ActorID)
    case levelUnknown(Level)
    case recipientsMissing
    /// None is named, and not just one is under way.
    case exerciseUnclear(underWay: [ExerciseID])
    /// Messages of several statuses wait, and a bundle takes one.
    case bundleStatusUnclear(waiting: [StatusKind])
    /// Nothing of it is here: it must be imported first.
    case bundleUnanswerable(path: String)
    case messageUnknown(text: String)
    /// It came under a key that had been in other hands.
    case quarantined(MessageID)
    /// The prefix fits several messages.
    case messageAmbiguous(text: String, count: Int)
    case bodyTooLong(limitBytes: Int, foundBytes: Int)
    /// What is understood has a media type of its own.
    case mediaTypeFixed(found: String)
    case expiryTooLate(latest: Timestamp)
    case releaseInvalid(PersonID)
    case releaseNotAwaited(MessageID)
    /// The gates about persons that failed, for whoever is at the node.
    case personDenied([DeniedGate])
    /// Nobody has said who acts as it.
    case functionNeedsPerson(FunctionID)
    /// The actor keeps a roster, and whoever releases is not in it.
    case releaserNotInRoster(PersonID)
    /// Two pseudonyms of one human are not two persons.
    case releasersSame(PersonID, PersonID)
    case vaultCorrupt(table: String)
    /// `node init` made one, and it is not there: a new one would count its messages from one again.
    case vaultMissing(path: String)
    case outboxFull(limit: Int)
    /// Not a file with something in it, by an absolute path.
    case attachmentUnusable(path: String)
    /// Its size changed while it was read.
    case attachmentChanged(path: String)
    /// What an approved product has sealed travels alone.
    case attachmentBesideOpaque
    case attachmentsTooMany(limit: Int)
    case sealing(SealingError)
    /// This machine's clock is so far ahead of the relay's (behind, when negative) that what it
    /// seals and takes in would be dated wrongly.
    case clockDiffers(RelayID, secondsAhead: Int64)
    /// What is recorded in the outbox cannot be undone any more.
    case alreadyFinal(SentDelivery.State)
}
