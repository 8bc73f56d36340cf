package import Bundles
package import Documents
package import ForeignLabels
package import Node
package import Pictures
package import Regions
package import Registers
package import Rosters
package import Sealing
package import Wording

// The table of `Wording`, for errors that have to do with content.

extension AlertError: Advised {
    package var remedy: Remedy {
        switch self {
        case .addressInvalid, .channelMissing: .correctText
        case .functionUnknown: .seeRoster
        case .subscriptionUnknown, .alreadySubscribed, .tooMany: .seeHelp
        }
    }
}

extension BreakGlassError: Advised {
    package var remedy: Remedy {
        switch self {
        case .minutesOutside, .textInvalid: .correctText
        case .recipientsWrong, .recipientHasIt, .caseUnknown, .alreadyClosed: .seeHelp
        case .caveatForbids, .opaqueCargo: .askMaker
        case .personsTooFew, .personNotInRoster, .reviewerInvolved: .seeRoster
        case .signatureInvalid: .seeRing
        case .statementOutdated: .tryAgain
        }
    }
}

extension BundleError: Advised {
    package var remedy: Remedy {
        switch self {
        case .magicMissing, .elsewhere, .partTooSmall: .seeHelp
        case .truncated, .destinationInvalid, .openFailed, .manifestInvalid, .entryDiffers,
            .trailingBytes:
            .fetchAgain
        case .manifestContradicts, .signatureInvalid, .statusMixed: .keepAsEvidence
        case .signerUnknown, .signerRevoked: .seeRegistry
        case .changed: .tryAgain
        case .tooLong, .tooMany: .divide
        }
    }
}

extension DocumentsError: Advised {
    package var remedy: Remedy {
        switch self {
        case .tooLong: .divide
        case .encodingUnsupported, .encodingContradicted, .encodingInvalid, .xmlInvalid,
            .jsonInvalid, .jsonTooDeep:
            .askMaker
        case .xmlUnwritable: .correctText
        case .memoryExhausted: .freeMemory
        }
    }
}

extension ForeignLabelError: Advised {
    package var remedy: Remedy {
        switch self {
        case .documentInvalid(let error): error.remedy
        case .textInvalid(let error): error.remedy
        case .textNotUTF8, .formatForeign: .askMaker
        case .labelInvalid: .correctText
        }
    }
}

extension NodeError: Advised {
    package var remedy: Remedy {
        switch self {
        case .alreadyExists, .notANode, .notRunning, .recipientsMissing, .exerciseUnclear,
            .bundleStatusUnclear, .bundleUnanswerable, .messageUnknown,
            .messageAmbiguous:
            .seeHelp
        case .configurationInvalid, .expiryTooLate: .correctText
        case .inUse, .clockDiffers, .policyMissing, .ringLacks: .examine
        case .keyMissing: .seeRing
        case .quarantined: .keepAsEvidence
        case .nodeUnregistered, .relayUnregistered, .actorUnknown: .seeRegistry
        case .levelUnknown: .seePolicy
        case .bodyTooLong, .attachmentsTooMany: .divide
        case .attachmentUnusable, .attachmentBesideOpaque: .seeHelp
        case .attachmentChanged: .tryAgain
        case .releaseInvalid: .seeRing
        case .personDenied: .seePolicy
        case .functionNeedsPerson, .releaserNotInRoster, .releasersSame: .seeRoster
        case .releaseNotAwaited, .alreadyFinal, .mediaTypeFixed: .seeHelp
        case .vaultCorrupt, .vaultMissing: .restore
        case .outboxFull: .tryAgain
        case .sealing(let error): error.remedy
        }
    }
}

extension PicturesError: Advised {
    package var remedy: Remedy {
        switch self {
        case .documentInvalid(let error): error.remedy
        case .exportRefused: .seeHelp
        case .capInvalid, .geoInvalid, .jsonInvalid, .fieldInvalid, .latitudeInvalid,
            .longitudeInvalid, .mediaTypeInvalid, .fileNameInvalid, .statusDiffers:
            .correctText
        }
    }
}

extension RegionError: Advised {
    package var remedy: Remedy {
        switch self {
        case .actorListInvalid: .correctText
        case .actorUnknown, .levelUnused: .seePolicy
        case .signersTooFew, .keyAbsent, .ringOfOtherRegion, .ringLocked, .ringOfNode: .seeRing
        case .nodeUnknown, .personUnknown: .seeRegistry
        case .exerciseUnknown, .activationUnknown, .activationTaken, .recipientUnclear,
            .policyMissing:
            .seeHelp
        case .certificateInvalid: .fetchAgain
        case .countersInvalid, .signedInvalid: .restore
        case .rivalSigned: .askMaker
        case .holderUnknown: .seeRegistry
        case .inputChanged: .tryAgain
        case .blobMissing, .blobAltered: .fetchAgain
        case .notAddressed: .askMaker
        }
    }
}

extension RefusedNote: Advised {
    package var remedy: Remedy { .keepAsEvidence }
}

extension RegisterError: Advised {
    package var remedy: Remedy {
        switch self {
        case .numberInvalid, .holderInvalid, .textInvalid, .subjectCopied, .partMissing,
            .partUnwanted:
            .correctText
        case .levelUnregistered, .retentionUndecided: .seePolicy
        case .entryUnknown, .exemplarUnknown, .exemplarDestroyed, .exemplarMissing,
            .exemplarNotMissing, .exemplarElsewhere, .exemplarInVault, .kindReserved,
            .holderUnchanged, .exemplarNotHers, .inventoryUnknown, .inventoryClosed,
            .inventoryEmpty, .itemUnknown, .inventoryIncomplete, .incidentUnknown,
            .addresseeWrong, .incidentReported, .incidentUnreported, .incidentClosed,
            .reviewUnknown,
            .stretchInvalid, .stretchGap, .disposalEmpty:
            .seeHelp
        case .reviewContradicted: .keepAsEvidence
        case .receiptOfAnother, .personNotInRoster, .witnessSame, .officeMissing, .holderUnnamed,
            .counterHolds, .incidentOwn, .supervisorUnproven, .reviewerAdministers:
            .seeRoster
        case .caveatForbids: .askMaker
        case .tooMany: .divide
        }
    }
}

extension RosterError: Advised {
    package var remedy: Remedy {
        switch self {
        case .personUnknown, .nobodyCalled, .personLeft, .nameFixed, .nothingToRecord,
            .codeEnrolled, .codeMissing, .tokenEnrolled, .tokenMissing, .tokenUnproven:
            .seeRoster
        case .nameInvalid, .validityEmpty, .passwordTooShort, .codeSecretInvalid: .correctText
        case .tooMany: .divide
        case .passwordUncomputable: .freeMemory
        case .signInRefused: .tryAgain
        }
    }
}

extension SealingError: Advised {
    package var remedy: Remedy {
        switch self {
        case .openFailed, .slotMissing, .contentHeadInvalid: .askMaker
        case .keyUnusable, .keyMissing: .seeRegistry
        case .noRecipients, .recipientRepeated: .seePolicy
        case .envelopeInvalid(let error): error.remedy
        case .primitiveFailed: .report
        case .tokenFailed(let error): error.remedy
        }
    }
}
