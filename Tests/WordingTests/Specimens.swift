import Bundles
import Carriers
import ContentWording
import Envelopes
import Files
import Handover
import Identity
import Keystore
import Labels
import Node
import Notes
import Policies
import Primitives
import Regions
import Registers
import Registry
import Rosters
import Sealing
import Storage
import Testing
import Wording

/// An error type of a room and one value of each of its cases.
struct Specimens: Sendable, CustomTestStringConvertible {
    let type: String
    /// Where the type is declared, below `Sources`.
    let file: String
    let errors: [any Worded]

    var testDescription: String { type }

    /// The names of the cases that there is a specimen of.
    var labels: Set<String> { Set(errors.map(caseLabel)) }
}

/// The name of an enumeration's case.
func caseLabel(_ value: Any) -> String {
    Mirror(reflecting: value).children.first?.label ?? String(describing: value)
}

extension Specimens {
    static func all() throws -> [Specimens] {
        try rooms() + registry() + policies() + envelopes() + stores() + nodes() + relays()
    }

    private static func rooms() throws -> [Specimens] {
        let name = IdentityError.nameInvalid(concept: "actor", text: "Å", offset: 0)
        return [
            Specimens(
                type: "IdentityError", file: "Identity/IdentityError.swift",
                errors: [
                    name, IdentityError.hexInvalid(offset: 3), IdentityError.base64Invalid,
                    IdentityError.lengthInvalid(expectedBytes: 32, foundBytes: 31),
                    IdentityError.timestampInvalid(text: "i går"),
                ]),
            Specimens(
                type: "LabelError", file: "Labels/LabelError.swift",
                errors: [
                    LabelError.levelUnknown(text: "hemligt"), LabelError.statusUnknown(text: "x"),
                    LabelError.caveatUnknown(text: "x"), LabelError.originInvalid(text: "se"),
                    LabelError.textInvalid(offset: 4, expected: "status"),
                    LabelError.nameInvalid(name), LabelError.classWithoutSecrecy,
                    LabelError.provisionInvalid(text: ";"), LabelError.audienceEmpty,
                    LabelError.clauseEmpty, LabelError.ownersMissing, LabelError.statusesDiffer,
                    LabelError.originsDiffer(.sweden, .sweden), LabelError.joinLeavesNobody,
                    LabelError.joinOfNothing,
                    LabelError.tooMany(part: "owners", limit: 3),
                ]),
            Specimens(
                type: "PrimitivesError", file: "Primitives/PrimitivesError.swift",
                errors: [
                    PrimitivesError.lengthInvalid(expectedBytes: 2, foundBytes: 1),
                    PrimitivesError.keyInvalid, PrimitivesError.openFailed,
                    PrimitivesError.streamFinished, PrimitivesError.chunkLimitReached,
                    PrimitivesError.contextTooLong(foundBytes: 256),
                    PrimitivesError.passwordCostOutsideLimits(operations: 1, memoryKiB: 2),
                    PrimitivesError.memoryUnavailable(memoryKiB: 3),
                    PrimitivesError.callFailed("EVP_CipherInit_ex"),
                ]),
            Specimens(
                type: "TokenError", file: "Primitives/TokenError.swift",
                errors: [
                    TokenError.uriInvalid, TokenError.uriHoldsPIN,
                    TokenError.moduleUnavailable(path: "p"), TokenError.away(token: "t"),
                    TokenError.ambiguous(token: "t", count: 2),
                    TokenError.pinIncorrect(token: "t"), TokenError.pinLocked(token: "t"),
                    TokenError.mechanismMissing("CKM_EDDSA", token: "t"),
                    TokenError.keyMissing(token: "t"), TokenError.keysSeveral(token: "t"),
                    TokenError.keyMayLeave(token: "t"), TokenError.signatureInvalid(token: "t"),
                    TokenError.refused(function: "C_Sign", code: "CKR_DEVICE_ERROR"),
                ]),
            Specimens(
                type: "NoteError", file: "Notes/NoteError.swift",
                errors: [
                    NoteError.tooLarge(limitBytes: 1), NoteError.utf8Invalid,
                    NoteError.controlCharacter(offset: 1), NoteError.textUnterminated,
                    NoteError.emptyLineMissing, NoteError.signaturesMissing,
                    NoteError.signaturesTooMany(limit: 1),
                    NoteError.signatureLineMalformed(line: 1), NoteError.nameInvalid(text: "+"),
                    NoteError.verifierKeyMalformed, NoteError.keyIDMismatch(name: "n"),
                    NoteError.authorityIncomplete(name: "n"),
                    NoteError.authoritiesOverlap(name: "n"),
                    NoteError.thresholdInvalid(required: 3, authorities: 2),
                    NoteError.keysAmbiguous(name: "n"), NoteError.signatureInvalid(name: "n"),
                    NoteError.signatureMissing, NoteError.thresholdUnmet(required: 2, found: 1),
                    NoteError.signingFailed(name: "n"),
                ]),
            Specimens(
                type: "KeystoreError", file: "Keystore/KeystoreError.swift",
                errors: [
                    KeystoreError.malformed(line: 2, expected: "mac"),
                    KeystoreError.keyFileMalformed(line: 1, expected: "x"),
                    KeystoreError.tooLarge(limitBytes: 1), KeystoreError.unlockFailed,
                    KeystoreError.unlockUnavailable, KeystoreError.altered,
                    KeystoreError.unlocksInvalid, KeystoreError.passwordCostRefused,
                    KeystoreError.keyUnknown, KeystoreError.keyTwice, KeystoreError.ownerUnfit,
                    KeystoreError.validityEmpty, KeystoreError.secretLengthInvalid(foundBytes: 1),
                    KeystoreError.keyMismatch, KeystoreError.tooManyKeys(limit: 1),
                    KeystoreError.shareMalformed(line: 2, expected: "ring"),
                    KeystoreError.sharingInvalid(countMax: 16),
                    KeystoreError.sharesTooFew(found: 1, needed: 2),
                    KeystoreError.sharesUnrelated, KeystoreError.keyInToken,
                    KeystoreError.tokenClosed(token: "t"),
                    KeystoreError.token(.uriHoldsPIN),
                ]),
            Specimens(
                type: "FileError", file: "Files/FileError.swift",
                errors: [
                    FileError.notFound(path: "p"), FileError.alreadyExists(path: "p"),
                    FileError.accessDenied(path: "p"), FileError.isDirectory(path: "p"),
                    FileError.notDirectory(path: "p"), FileError.spaceExhausted(path: "p"),
                    FileError.tooLarge(path: "p", limitBytes: 1),
                    FileError.exposed(path: "p", mode: 0o644), FileError.locked(path: "p"),
                    FileError.pipeClosed, FileError.failed(.write, path: "p", code: 5),
                ]),
        ]
    }

    private static func registry() throws -> [Specimens] {
        let digest = Hashing.sha256([1])
        let key = try KeyID(bytes: [UInt8](repeating: 7, count: KeyID.byteCount))
        let actor = try ActorID("kommun-solna")
        let region = try RegionID("region-a")
        return [
            Specimens(
                type: "RegistryError", file: "Registry/RegistryError.swift",
                errors: [
                    RegistryError.malformed(line: 1, expected: "region"),
                    RegistryError.note(.utf8Invalid), RegistryError.chainEmpty(.root),
                    RegistryError.genesisUntrusted(trusted: digest, found: digest),
                    RegistryError.genesisIncomplete,
                    RegistryError.regionWrong(expected: region, found: region),
                    RegistryError.actorWrong(expected: actor, found: actor),
                    RegistryError.sequenceGap(.actor(actor), expected: 1, found: 2),
                    RegistryError.originWrong(actor, expected: digest, found: digest),
                    RegistryError.forked(.root, sequence: 1, known: digest, offered: digest),
                    RegistryError.timeReversed(.root, previous: .latest, found: .latest),
                    RegistryError.headUnknown(actor, digest),
                    RegistryError.draftOvertaken(.root, sequence: 1, by: digest),
                    RegistryError.draftStray(.actor(actor), sequence: 1),
                    RegistryError.draftsDiffer(digest, digest),
                    RegistryError.signedTwice(name: "region-a/root-1"),
                    RegistryError.signerForeign(name: "region-a/root-1"),
                    RegistryError.keyTaken(key, by: .identity(actor), wanted: .root("root-1")),
                    RegistryError.keyNameWrong(expected: "a", found: "b"),
                    RegistryError.certificateTaken(digest),
                    RegistryError.nameTaken(concept: "actor", name: "a"),
                    RegistryError.unknown(concept: "relay", name: "a"),
                    RegistryError.alreadyRevoked(concept: "node", name: "a"),
                    RegistryError.actorRevoked(actor),
                    RegistryError.validityEmpty(from: .latest, until: .latest),
                    RegistryError.revocationBackdated(at: .latest, noteTime: .latest),
                    RegistryError.compromiseAfterRevocation(
                        at: .latest, compromisedSince: .latest),
                    RegistryError.tooMany(concept: "node", limit: 1), RegistryError.fileUnknown,
                    RegistryError.fileMisplaced(expectedPath: "p"),
                    RegistryError.privateMaterial,
                    RegistryError.inFile(path: "p", .fileUnknown),
                ])
        ]
    }

    private static func policies() throws -> [Specimens] {
        let actor = try ActorID("kommun-solna")
        let region = try RegionID("region-a")
        let digest = Hashing.sha256([])
        let issue = PolicyIssue(file: "levels.yaml", line: 3, column: 5, defect: .notUTF8)
        return [
            Specimens(
                type: "PolicyError", file: "Policies/PolicyError.swift",
                errors: [
                    PolicyError.sourcesInvalid([issue]),
                    PolicyError.signaturesInsufficient(.signatureMissing),
                    PolicyError.typeDiffers(expected: "a", found: "b"),
                    PolicyError.textInvalid(line: 2, expected: "version"),
                    PolicyError.regionDiffers(expected: region, found: region),
                    PolicyError.convenerUnauthorised(actor),
                    PolicyError.functionUnentitled(actor, try FunctionID("rsib")),
                    PolicyError.activationTooLong(
                        try ActivationID("storm"), limitSeconds: 86_400),
                    PolicyError.fileUnembeddable(name: "levels.yaml"),
                    PolicyError.nameUnknown(
                        concept: "actor", name: "kommun-sona", near: ["kommun-solna"]),
                    PolicyError.originatorNamed(actor),
                    PolicyError.audienceReachesNobody(from: actor),
                    PolicyError.audienceInvalid(.clauseEmpty),
                ]),
            Specimens(
                type: "RegionError", file: "Regions/RegionError.swift",
                errors: [
                    RegionError.actorListInvalid(path: "p", line: 1, text: "Å"),
                    RegionError.actorUnknown(actor),
                    RegionError.signersTooFew(role: .root, found: 1, required: 2),
                    RegionError.keyAbsent(ring: "r", purpose: "signing"),
                    RegionError.ringOfOtherRegion(ring: "r"), RegionError.ringLocked(ring: "r"),
                    RegionError.nodeUnknown(try NodeID("nod-1")),
                    RegionError.personUnknown(try PersonID("person-1")),
                    RegionError.exerciseUnknown(try ExerciseID("ovning")),
                    RegionError.activationTaken(
                        try ActivationID("storm"), by: try ActorID("sos-alarm"), .test),
                    RegionError.activationUnknown(try ActivationID("storm")),
                    RegionError.policyMissing(path: "p"),
                    RegionError.certificateInvalid(path: "p"),
                    RegionError.levelUnused(.secret),
                    RegionError.rivalSigned(.root, sequence: 1, digest: digest),
                    RegionError.signedInvalid(path: "p", line: 2),
                    RegionError.holderUnknown(text: "root-9"),
                    RegionError.countersInvalid(path: "p", line: 2),
                    RegionError.inputChanged(path: "p"), RegionError.notAddressed(actor),
                    RegionError.blobMissing(path: "p"), RegionError.blobAltered(path: "p"),
                    RegionError.recipientUnclear, RegionError.ringOfNode(ring: "r"),
                ]),
        ]
    }

    private static func envelopes() throws -> [Specimens] {
        let key = try KeyID(bytes: [UInt8](repeating: 7, count: KeyID.byteCount))
        let actor = try ActorID("kommun-solna")
        let name = IdentityError.nameInvalid(concept: "actor", text: "Å", offset: 0)
        return [
            Specimens(
                type: "EnvelopeError", file: "Envelopes/EnvelopeError.swift",
                errors: [
                    EnvelopeError.truncated(offset: 1), EnvelopeError.trailingBytes(offset: 1),
                    EnvelopeError.magicMissing, EnvelopeError.versionUnknown(found: 2),
                    EnvelopeError.tooLong(part: "head", limitBytes: 1),
                    EnvelopeError.tooMany(part: "slots", limit: 1),
                    EnvelopeError.malformed(part: "core"),
                    EnvelopeError.notCanonical(part: "okänd del", offset: 2),
                    EnvelopeError.fieldInvalid(field: "kind"),
                    EnvelopeError.labelInvalid(.audienceEmpty), EnvelopeError.nameInvalid(name),
                    EnvelopeError.signatureCountWrong(expected: 2, found: 1),
                    EnvelopeError.keyUnknown(key), EnvelopeError.keyMisused(key, .level),
                    EnvelopeError.signatureInvalid(key), EnvelopeError.createdInFuture(.latest),
                    EnvelopeError.slotRootMismatch, EnvelopeError.slotPathInvalid(index: 1),
                    EnvelopeError.slotsMissing, EnvelopeError.slotRecipientRepeated(actor),
                    EnvelopeError.releaseInvalid(try PersonID("person-1")),
                    EnvelopeError.contentSizeWrong(expectedBytes: 1, foundBytes: 2),
                    EnvelopeError.contentDigestWrong,
                ]),
            Specimens(
                type: "BundleError", file: "Bundles/BundleError.swift",
                errors: [
                    BundleError.magicMissing, BundleError.truncated(offset: 1),
                    BundleError.destinationInvalid,
                    BundleError.elsewhere(destination: "kommun-solna"), BundleError.openFailed,
                    BundleError.manifestInvalid(line: 2), BundleError.manifestContradicts,
                    BundleError.signerUnknown(node: "a/b"), BundleError.signerRevoked(node: "a/b"),
                    BundleError.signatureInvalid(node: "a/b"),
                    BundleError.entryDiffers(index: 0), BundleError.statusMixed,
                    BundleError.trailingBytes, BundleError.changed,
                    BundleError.tooLong(part: "entry", limitBytes: 1),
                    BundleError.tooMany(part: "parts", limit: 1),
                    BundleError.partTooSmall(limitBytes: 1, neededBytes: 2),
                ]),
            Specimens(
                type: "SealingError", file: "Sealing/SealingError.swift",
                errors: [
                    SealingError.openFailed, SealingError.keyUnusable(key, .expired),
                    SealingError.keyMissing(actor), SealingError.noRecipients,
                    SealingError.recipientRepeated(actor), SealingError.slotMissing(actor),
                    SealingError.contentHeadInvalid(field: "file name"),
                    SealingError.envelopeInvalid(.slotsMissing), SealingError.primitiveFailed,
                    SealingError.tokenFailed(.uriInvalid),
                ]),
        ]
    }

    private static func stores() throws -> [Specimens] {
        let table = VaultTable("sent")
        let row = try VaultRowID(bytes: [UInt8](repeating: 1, count: 16))
        return [
            Specimens(
                type: "StorageError", file: "Storage/StorageError.swift",
                errors: [
                    StorageError.inUse(path: "p", process: 4_711),
                    StorageError.cannotOpen(path: "p"),
                    StorageError.journalUnreadable(path: "p"),
                    StorageError.isBackup(path: "p", madeAt: .latest, size: 3),
                    StorageError.notAStore(path: "p"),
                    StorageError.newer(foundVersion: 3, knownVersion: 2),
                    StorageError.older(foundVersion: 1, oldestVersion: 2), StorageError.closed,
                    StorageError.full, StorageError.readOnly, StorageError.corrupt,
                    StorageError.inputOutput(code: 5), StorageError.busy, StorageError.cancelled,
                    StorageError.unexpected(code: 1),
                    StorageError.slotWithoutRecipient(try ActorID("kommun-solna")),
                    StorageError.tooMany(part: "byte", limit: 1), StorageError.cursorInvalid,
                    StorageError.cursorBeyondEnd,
                    StorageError.conflict(table: table, id: row, foundVersion: 2),
                    StorageError.tableInvalid(text: "Å"),
                    StorageError.rowIDInvalid(foundBytes: 15),
                ]),
            Specimens(
                type: "CarrierError", file: "Carriers/CarrierError.swift",
                errors: [
                    CarrierError.unreachable(.noConnection), CarrierError.refused(Problem(.denied)),
                    CarrierError.answerInvalid(.bodyMalformed), CarrierError.identityInvalid,
                    CarrierError.addressInvalid(text: "x"),
                    CarrierError.frameInvalid(.truncated(offset: 1)),
                ]),
            Specimens(
                type: "RegionDirectoryError", file: "Handover/RegionDirectory.swift",
                errors: [
                    RegionDirectoryError.missing("p"),
                    RegionDirectoryError.tooLong("p", limitBytes: 1),
                    RegionDirectoryError.unwritable("p"),
                ]),
        ]
    }
}

extension Specimens {
    fileprivate static func nodes() throws -> [Specimens] {
        let (actor, node) = (try ActorID("sos-alarm"), try NodeID("sos-alarm-1"))
        let time = try Timestamp(rfc3339: "2026-11-23T06:00:00Z")
        let person = try PersonID("person-1")
        return [
            Specimens(
                type: "NodeError", file: "Node/NodeError.swift",
                errors: [
                    NodeError.alreadyExists(path: "p"), NodeError.notANode(path: "p"),
                    NodeError.inUse(path: "p", process: 4_711), NodeError.notRunning(path: "p"),
                    NodeError.configurationInvalid(path: "p", field: "relays"),
                    NodeError.keyMissing(purpose: "signing", level: .secret, status: .exercise),
                    NodeError.ringLacks(purpose: "tls"), NodeError.nodeUnregistered(node, actor),
                    NodeError.relayUnregistered(url: "https://a:1"), NodeError.policyMissing,
                    NodeError.actorUnknown(actor), NodeError.levelUnknown(.secret),
                    NodeError.exerciseUnclear(underWay: []),
                    NodeError.bundleStatusUnclear(waiting: [.actual, .test]),
                    NodeError.bundleUnanswerable(path: "p"),
                    NodeError.recipientsMissing, NodeError.messageUnknown(text: "ab"),
                    NodeError.messageAmbiguous(text: "ab", count: 2),
                    NodeError.quarantined(try MessageID(hex: String(repeating: "ab", count: 32))),
                    NodeError.bodyTooLong(limitBytes: 1, foundBytes: 2),
                    NodeError.mediaTypeFixed(found: "text/plain"),
                    NodeError.expiryTooLate(latest: time),
                    NodeError.releaseInvalid(try PersonID("person-1")),
                    NodeError.releaseNotAwaited(
                        try MessageID(hex: String(repeating: "ab", count: 32))),
                    NodeError.vaultCorrupt(table: "sent"), NodeError.vaultMissing(path: "p"),
                    NodeError.outboxFull(limit: 1),
                    NodeError.attachmentUnusable(path: "p"),
                    NodeError.attachmentChanged(path: "p"), NodeError.attachmentBesideOpaque,
                    NodeError.attachmentsTooMany(limit: 256),
                    NodeError.sealing(.openFailed),
                    NodeError.clockDiffers(try RelayID("relay-1"), secondsAhead: -86_400),
                    NodeError.alreadyFinal(.accepted),
                    NodeError.personDenied([
                        DeniedGate(
                            id: "person.authorised", basis: "SäkF (2021:955) 2:2–3",
                            sv: "Ingen har loggat in.", en: "Nobody has signed in.", facts: [])
                    ]), NodeError.functionNeedsPerson(try FunctionID("tib")),
                    NodeError.releaserNotInRoster(person),
                    NodeError.releasersSame(person, try PersonID("person-2")),
                ]),
            Specimens(
                type: "BreakGlassError", file: "Rosters/BreakGlassError.swift",
                errors: [
                    BreakGlassError.minutesOutside(least: 1, most: 720),
                    BreakGlassError.textInvalid(limitBytes: 500),
                    BreakGlassError.recipientsWrong(most: 16),
                    BreakGlassError.recipientHasIt(actor),
                    BreakGlassError.caveatForbids(.noForward), BreakGlassError.opaqueCargo,
                    BreakGlassError.personsTooFew(found: 1, required: 2),
                    BreakGlassError.personNotInRoster(person),
                    BreakGlassError.signatureInvalid(person),
                    BreakGlassError.statementOutdated(time: time),
                    BreakGlassError.caseUnknown(text: "bg-1"), BreakGlassError.alreadyClosed,
                    BreakGlassError.reviewerInvolved(person),
                ]),
            Specimens(
                type: "RegisterError", file: "Registers/RegisterError.swift",
                errors: [
                    RegisterError.numberInvalid(text: "2026"),
                    RegisterError.holderInvalid(text: "Anna"),
                    RegisterError.textInvalid(limitBytes: 300), RegisterError.subjectCopied,
                    RegisterError.levelUnregistered(.open),
                    RegisterError.entryUnknown(text: "2026-1"), RegisterError.exemplarUnknown(2),
                    RegisterError.exemplarDestroyed(2), RegisterError.exemplarMissing(2),
                    RegisterError.exemplarNotMissing(2),
                    RegisterError.exemplarElsewhere(2, actor), RegisterError.exemplarInVault(1),
                    RegisterError.partMissing(.copied, .decision),
                    RegisterError.partUnwanted(.returned, .holder),
                    RegisterError.kindReserved(.printed), RegisterError.holderUnchanged(2),
                    RegisterError.receiptOfAnother(person),
                    RegisterError.personNotInRoster(person), RegisterError.witnessSame(person),
                    RegisterError.caveatForbids(.noCopy),
                    RegisterError.officeMissing(.registrator, person),
                    RegisterError.holderUnnamed, RegisterError.exemplarNotHers(2),
                    RegisterError.tooMany(limit: 10_000),
                    RegisterError.inventoryUnknown(text: "inv-1"), RegisterError.inventoryClosed,
                    RegisterError.inventoryEmpty,
                    RegisterError.itemUnknown(try RegisterNumber("2026-1"), 2),
                    RegisterError.counterHolds(person),
                    RegisterError.inventoryIncomplete(uncounted: 2),
                    RegisterError.incidentUnknown(text: "inc-1"),
                    RegisterError.addresseeWrong(.securityPolice),
                    RegisterError.incidentReported(try IncidentID("inc-1")),
                    RegisterError.incidentUnreported(try IncidentID("inc-1")),
                    RegisterError.incidentClosed(try IncidentID("inc-1")),
                    RegisterError.incidentOwn(person),
                    RegisterError.supervisorUnproven(person),
                    RegisterError.stretchInvalid(from: 5, until: 5, size: 9),
                    RegisterError.stretchGap(reviewed: 3, from: 5),
                    RegisterError.reviewContradicted(size: 3),
                    RegisterError.reviewerAdministers(person, .administrator),
                    RegisterError.reviewUnknown(text: "rev-1"),
                    RegisterError.retentionUndecided, RegisterError.disposalEmpty,
                ]),
            Specimens(
                type: "AlertError", file: "Node/Alerts/AlertError.swift",
                errors: [
                    AlertError.addressInvalid(text: "x"), AlertError.channelMissing(scheme: "sms"),
                    AlertError.functionUnknown(try FunctionID("tib")),
                    AlertError.subscriptionUnknown(text: "x"),
                    AlertError.alreadySubscribed(id: "a1b2c3d4"), AlertError.tooMany(limit: 64),
                ]),
            Specimens(
                type: "RosterError", file: "Rosters/RosterError.swift",
                errors: [
                    RosterError.personUnknown(person), RosterError.nobodyCalled("Anna"),
                    RosterError.personLeft(person, at: time),
                    RosterError.nameInvalid, RosterError.nameFixed(person),
                    RosterError.validityEmpty, RosterError.nothingToRecord,
                    RosterError.tooMany(limit: 6),
                    RosterError.passwordTooShort(leastCharacters: 12),
                    RosterError.passwordUncomputable, RosterError.codeEnrolled(person),
                    RosterError.codeMissing(person),
                    RosterError.codeSecretInvalid(leastBytes: 16, mostBytes: 128),
                    RosterError.tokenEnrolled(person), RosterError.tokenMissing(person),
                    RosterError.tokenUnproven(person), RosterError.signInRefused,
                ]),
        ]
    }
}
