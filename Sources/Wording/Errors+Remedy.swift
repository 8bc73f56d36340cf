package import Carriers
package import Envelopes
package import Files
package import Handover
package import Identity
package import Keystore
package import Labels
package import Notes
package import Policies
package import Primitives
package import Registry
package import Storage

// The table: for every case of every error, what to do. It says so too where the sentence has a hint
// of its own, so that none is forgotten when a hint goes.

extension CarrierError: Advised {
    package var remedy: Remedy {
        switch self {
        case .unreachable(let why): why.remedy
        case .refused(let problem): problem.remedy
        case .answerInvalid, .frameInvalid: .update
        case .identityInvalid: .examine
        case .addressInvalid: .correctText
        }
    }
}

extension Unreachable {
    fileprivate var remedy: Remedy {
        switch self {
        case .noConnection, .timedOut, .peerUntrusted, .closedByPeer: .examine
        case .cancelled: .tryAgain
        }
    }
}

extension Problem: Advised {
    package var remedy: Remedy { kind?.remedy ?? .update }
}

extension Problem.Kind {
    fileprivate var remedy: Remedy {
        switch self {
        case .requestInvalid, .mediaTypeUnsupported, .rangeInvalid: .update
        case .offsetWrong, .blobInvalid, .cursorInvalid, .overloaded, .stopping, .internalError:
            .tryAgain
        case .peerUnknown, .notYours, .nodeCeiling, .notFound: .seeRegistry
        case .denied: .seePolicy
        case .tooLarge: .divide
        case .envelopeInvalid, .receiptInvalid: .examine
        case .expired: .askMaker
        case .viewMissing, .storeFull, .storeUnavailable, .rateLimited: .tryAgain
        }
    }
}

extension EnvelopeError: Advised {
    package var remedy: Remedy {
        switch self {
        case .truncated, .trailingBytes, .magicMissing, .malformed, .contentSizeWrong,
            .contentDigestWrong:
            .fetchAgain
        case .versionUnknown: .update
        case .tooLong, .tooMany: .divide
        case .notCanonical, .fieldInvalid, .labelInvalid, .nameInvalid, .signatureCountWrong,
            .slotRootMismatch, .slotPathInvalid, .slotsMissing, .slotRecipientRepeated,
            .releaseInvalid:
            .askMaker
        case .keyUnknown, .keyMisused: .seeRegistry
        case .signatureInvalid: .keepAsEvidence
        case .createdInFuture: .examine
        }
    }
}

extension FileError: Advised {
    package var remedy: Remedy {
        switch self {
        case .notFound, .alreadyExists, .isDirectory, .notDirectory: .seeHelp
        case .accessDenied, .spaceExhausted, .exposed, .failed: .examine
        case .tooLarge: .divide
        case .locked, .pipeClosed: .tryAgain
        }
    }
}

extension IdentityError: Advised {
    package var remedy: Remedy {
        switch self {
        case .nameInvalid, .hexInvalid, .base64Invalid, .lengthInvalid, .timestampInvalid:
            .correctText
        }
    }
}

extension KeystoreError: Advised {
    package var remedy: Remedy {
        switch self {
        case .malformed, .tooLarge, .altered, .unlocksInvalid, .secretLengthInvalid, .keyMismatch:
            .restore
        case .keyFileMalformed, .unlockFailed, .unlockUnavailable, .keyUnknown, .keyTwice,
            .ownerUnfit, .tooManyKeys, .shareMalformed, .sharesTooFew, .sharesUnrelated:
            .seeRing
        case .passwordCostRefused: .freeMemory
        case .validityEmpty, .sharingInvalid: .correctText
        case .keyInToken, .tokenClosed: .seeRing
        case .token(let error): error.remedy
        }
    }
}

extension TokenError: Advised {
    package var remedy: Remedy {
        switch self {
        case .uriInvalid, .uriHoldsPIN, .ambiguous, .keysSeveral: .correctText
        case .away, .pinIncorrect: .tryAgain
        case .moduleUnavailable, .pinLocked, .mechanismMissing, .signatureInvalid, .refused:
            .examine
        case .keyMissing, .keyMayLeave: .seeRing
        }
    }
}

extension LabelError: Advised {
    package var remedy: Remedy {
        switch self {
        case .levelUnknown, .statusUnknown, .caveatUnknown, .audienceEmpty, .clauseEmpty,
            .joinLeavesNobody:
            .seePolicy
        case .originInvalid, .textInvalid, .nameInvalid, .classWithoutSecrecy, .provisionInvalid,
            .ownersMissing, .statusesDiffer, .originsDiffer:
            .correctText
        case .joinOfNothing: .report
        case .tooMany: .divide
        }
    }
}

extension NoteError: Advised {
    package var remedy: Remedy {
        switch self {
        case .tooLarge, .utf8Invalid, .controlCharacter, .textUnterminated, .emptyLineMissing,
            .signaturesMissing, .signaturesTooMany, .signatureLineMalformed, .keyIDMismatch:
            .fetchAgain
        case .nameInvalid, .verifierKeyMalformed: .correctText
        case .authorityIncomplete, .authoritiesOverlap, .thresholdInvalid, .keysAmbiguous:
            .askMaker
        case .signatureInvalid: .keepAsEvidence
        case .signatureMissing, .thresholdUnmet: .askMaker
        case .signingFailed: .seeRing
        }
    }
}

extension PolicyError: Advised {
    package var remedy: Remedy {
        switch self {
        case .sourcesInvalid, .fileUnembeddable: .correctText
        case .signaturesInsufficient(let error): error.remedy
        case .typeDiffers, .textInvalid, .regionDiffers: .fetchAgain
        case .convenerUnauthorised, .functionUnentitled, .activationTooLong, .nameUnknown,
            .originatorNamed, .audienceReachesNobody:
            .seePolicy
        case .audienceInvalid(let error): error.remedy
        }
    }
}

extension PrimitivesError: Advised {
    package var remedy: Remedy {
        switch self {
        case .lengthInvalid, .keyInvalid, .openFailed: .fetchAgain
        case .streamFinished, .contextTooLong, .callFailed: .report
        case .chunkLimitReached: .divide
        case .passwordCostOutsideLimits, .memoryUnavailable: .freeMemory
        }
    }
}

extension MerkleError: Advised {
    package var remedy: Remedy { .keepAsEvidence }
}

extension RegionDirectoryError: Advised {
    package var remedy: Remedy {
        switch self {
        case .missing: .seeHelp
        case .tooLong: .fetchAgain
        case .unwritable: .examine
        }
    }
}

extension RegistryError: Advised {
    package var remedy: Remedy {
        switch self {
        case .malformed, .chainEmpty, .genesisIncomplete, .regionWrong, .actorWrong, .sequenceGap,
            .originWrong, .headUnknown, .fileUnknown, .fileMisplaced:
            .fetchAgain
        case .note(let error): error.remedy
        case .genesisUntrusted, .forked: .keepAsEvidence
        case .timeReversed: .examine
        case .keyTaken, .keyNameWrong, .certificateTaken, .nameTaken, .unknown, .alreadyRevoked,
            .actorRevoked:
            .seeRegistry
        case .draftOvertaken, .draftsDiffer, .signedTwice, .signerForeign: .askMaker
        case .draftStray: .keepAsEvidence
        case .validityEmpty, .revocationBackdated, .compromiseAfterRevocation: .correctText
        case .tooMany: .divide
        case .privateMaterial: .keepAsEvidence
        case .inFile(_, let error): error.remedy
        }
    }
}

extension StorageError: Advised {
    package var remedy: Remedy {
        switch self {
        case .inUse, .cannotOpen, .journalUnreadable, .full, .readOnly, .inputOutput: .examine
        case .notAStore, .corrupt, .isBackup: .restore
        case .newer: .update
        case .older: .restore
        case .busy, .cancelled, .closed, .conflict: .tryAgain
        case .cursorInvalid, .cursorBeyondEnd: .tryAgain
        case .tooMany: .divide
        case .unexpected, .slotWithoutRecipient, .tableInvalid, .rowIDInvalid: .report
        }
    }
}
