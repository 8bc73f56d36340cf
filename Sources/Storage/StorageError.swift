package import Identity

/// Why a store did not do what it was asked to; nothing of it was then done.
package enum StorageError: Error, Equatable {
    // The place.
    /// Another process has the store open.
    case inUse(path: String, process: Int32?)
    case cannotOpen(path: String)
    /// What was written last lies in the journal beside the store, and where it lies that cannot be
    /// read: SQLite needs a file of its own there.
    case journalUnreadable(path: String)
    /// The file holds something else than a store of this kind.
    case notAStore(path: String)
    /// The store was written by a newer program.
    case newer(foundVersion: Int, knownVersion: Int)
    /// The store is of a version from before the first release.
    case older(foundVersion: Int, oldestVersion: Int)
    /// A backup, which nobody may serve from before it was restored as one: the relay may have
    /// signed more since.
    case isBackup(path: String, madeAt: Timestamp, size: UInt64)
    /// Not open, or closed meanwhile.
    case closed

    // The disk.
    /// The disk, or the size the store may have, is used up.
    case full
    case readOnly
    case corrupt
    /// The operating system failed to read, write or flush; the store takes nothing more until it
    /// is opened anew, since what a failed flush left behind is unknown.
    case inputOutput(code: Int)
    /// Another process or too many waiting writes stand in the way; later it may go.
    case busy
    case cancelled
    /// Any other refusal of the database, by its own code.
    case unexpected(code: Int)

    // The request.
    /// A slot for an actor that is not among the recipients.
    case slotWithoutRecipient(ActorID)
    case tooMany(part: String, limit: Int)
    /// Not bytes of a ``MailboxCursor``.
    case cursorInvalid
    /// The cursor points past the end: it is of another log, or of this one before a restore.
    case cursorBeyondEnd
    /// A put does not follow the version the vault has; 0 stands for an absent row.
    case conflict(table: VaultTable, id: VaultRowID, foundVersion: UInt64)
    case tableInvalid(text: String)
    case rowIDInvalid(foundBytes: Int)
}
