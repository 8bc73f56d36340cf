package import Identity
package import Labels

/// Why something is not written into a register, or not taken out of the vault.
package enum RegisterError: Error, Equatable {
    case numberInvalid(text: String)
    case holderInvalid(text: String)
    /// One line with something in it.
    case textInvalid(limitBytes: Int)
    /// A subject line in the register is written by a person, and is not the message's own.
    case subjectCopied
    /// No register is kept of messages at this level.
    case levelUnregistered(Level)
    case entryUnknown(text: String)
    case exemplarUnknown(Int)
    case exemplarDestroyed(Int)
    case exemplarMissing(Int)
    case exemplarNotMissing(Int)
    /// It is with another actor, who answers for it there.
    case exemplarElsewhere(Int, ActorID)
    /// It is the vault's own, which nobody hands on.
    case exemplarInVault(Int)
    case partMissing(RegisterEvent.Kind, RegisterAct.Part)
    case partUnwanted(RegisterEvent.Kind, RegisterAct.Part)
    /// The node writes this itself.
    case kindReserved(RegisterEvent.Kind)
    case holderUnchanged(Int)
    /// A receipt is given by whoever has the exemplar.
    case receiptOfAnother(PersonID)
    case personNotInRoster(PersonID)
    /// Whoever supervises is another human.
    case witnessSame(PersonID)
    /// The message says itself that it is not to be copied.
    case caveatForbids(Caveat)
    case officeMissing(Office, PersonID)
    /// An exemplar in earnest has a holder with a name.
    case holderUnnamed
    /// Attachments go with an exemplar of the person who takes them out.
    case exemplarNotHers(Int)
    case tooMany(limit: Int)
    case inventoryUnknown(text: String)
    case inventoryClosed
    /// There is nothing to count.
    case inventoryEmpty
    case itemUnknown(RegisterNumber, Int)
    /// Nobody counts what she has herself, under whatever pseudonym.
    case counterHolds(PersonID)
    case inventoryIncomplete(uncounted: Int)
    case incidentUnknown(text: String)
    /// It is for this addressee and no other.
    case addresseeWrong(Incident.Addressee)
    case incidentReported(IncidentID)
    /// Nobody has said that its addressee was told.
    case incidentUnreported(IncidentID)
    case incidentClosed(IncidentID)
    /// Nobody judges what became of an exemplar she had herself, under whatever pseudonym.
    case incidentOwn(PersonID)
    /// Whoever supervises a destruction has not signed in for it.
    case supervisorUnproven(PersonID)
    /// A stretch of the ledger ends after it begins, and where the ledger reaches.
    case stretchInvalid(from: UInt64, until: UInt64, size: UInt64)
    /// Entries between would be reviewed by nobody.
    case stretchGap(reviewed: UInt64, from: UInt64)
    /// The ledger is not the one that was reviewed up to there.
    case reviewContradicted(size: UInt64)
    /// She administers the system, or did while the entries were written.
    case reviewerAdministers(PersonID, Office)
    case reviewUnknown(text: String)
    /// Nobody has decided how long things are kept: the policy's levels are an example.
    case retentionUndecided
    /// No entry's retention has ended, or all that are left are needed.
    case disposalEmpty
}
