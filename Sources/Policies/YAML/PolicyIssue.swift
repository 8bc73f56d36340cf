/// One defect of the policy sources, with its place.
///
/// Lines and columns start at 1; columns count Unicode scalars. A defect of a whole file stands at
/// 1:1.
package struct PolicyIssue: Hashable, Sendable {
    package let file: String
    package let line: Int
    package let column: Int
    package let defect: PolicyDefect

    /// `agreements.yaml:12:7`, as editors understand it.
    package var place: String { "\(file):\(line):\(column)" }

    package init(file: String, line: Int, column: Int, defect: PolicyDefect) {
        (self.file, self.line, self.column, self.defect) = (file, line, column, defect)
    }
}

extension PolicyIssue: Comparable {
    package static func < (left: PolicyIssue, right: PolicyIssue) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}

/// What is wrong at a place of the policy sources.
package enum PolicyDefect: Hashable, Sendable {
    case fileMissing
    case fileUnknown
    case tooLarge(limitBytes: Int)
    case notUTF8
    /// Tab, carriage return or another control character.
    case controlCharacter(code: UInt8)
    /// Anchor, alias or tag: one name for a thing, no expansion, no typing by the file.
    case indicatorRefused(String)
    case syntax(problem: String)
    case duplicateKey(String)
    case unknownKey(String, known: [String])
    case missingKey(String)
    case wrongType(expected: String, found: String)
    case valueInvalid(expected: String, found: String)
    /// A name nobody defined: an actor, a group, a level.
    case referenceUnknown(concept: String, name: String)
    case definedTwice(concept: String, name: String)
    /// The file's format allows it, the rule does not.
    case ruleBroken(PolicyRule)
    /// Counting stopped here.
    case tooManyIssues(limit: Int)

    /// A stable word for the kind of defect: the case's name, `unknownKey`.
    package var code: String {
        Mirror(reflecting: self).children.first?.label ?? String(describing: self)
    }
}

/// Rules that hold across the fields of the policy sources.
package enum PolicyRule: String, Hashable, Sendable {
    /// Secrecy and BH are sealed at least, K and above layered (DESIGN section 5).
    case suiteTooWeakForLevel = "suite-too-weak-for-level"
    /// Key epochs are for levels below K (DESIGN section 5).
    case keyEpochsTooHigh = "key-epochs-too-high"
    /// A level may not list a carrier whose own ceiling is lower.
    case carrierBelowLevel = "carrier-below-level"
    /// Of a routine: `from` is no higher than `to`.
    case routineForNoLevel = "routine-for-no-level"
    /// A pair is two different actors.
    case pairOfOne = "pair-of-one"
    /// `from` is before `until`.
    case validityEmpty = "validity-empty"
    /// Only Swedish state authorities are exempt by SäkL 4:2.
    case stateAuthorityAbroad = "state-authority-abroad"
    /// `kind: statlig-myndighet` and `state-authority` say the same.
    case stateAuthorityContradicted = "state-authority-contradicted"
    /// A foreign commitment is for an actor outside Sweden (SäkF 3:9).
    case commitmentAtHome = "commitment-at-home"
    /// An approval, commitment or exemption that names nothing classified permits nothing.
    case levelNotClassified = "level-not-classified"
    /// Actual classified information is for persons who have signed in (SäkF 2:2–3).
    case signInTooWeak = "sign-in-too-weak"
    /// There is limited extent at H and KH alone (SäkL 3:6–8).
    case limitedExtentNeedless = "limited-extent-needless"
    /// What others hold higher may not be lower here.
    case equivalenceFalls = "equivalence-falls"
    /// Each of our classes corresponds to something or is said not to.
    case equivalenceIncomplete = "equivalence-incomplete"
    /// A class is said to correspond to nothing, and does.
    case equivalenceContradicted = "equivalence-contradicted"
    /// A mode may tighten, never loosen.
    case modeLoosens = "mode-loosens"
    /// What a mode tightens must be called; what always holds stands elsewhere.
    case modeAlwaysInForce = "mode-always-in-force"
    /// A case may not overlay or expect what cannot be.
    case verdictContradicted = "verdict-contradicted"
}
