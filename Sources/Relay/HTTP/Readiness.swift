import Carriers
import Identity
import Storage

/// Whether a relay can do its work, and why not: what `/readyz` answers.
///
/// A reason stops it; a warning does not, but somebody has to look.
struct Readiness: Encodable {
    struct Reason: Encodable, Equatable {
        let code: String
        var since: String?
        var detail: String?
    }

    let ready: Bool
    let reasons: [Reason]
    let warnings: [Reason]

    init(of services: RelayServices) async {
        var reasons: [Reason] = []
        // Without a policy everything is denied, and without its store nothing is taken.
        if services.keeper.view() == nil { reasons.append(Reason(code: "policy-missing")) }
        if let failure = services.storeHealth.failure {
            reasons.append(
                Reason(
                    code: failure.error.reason, since: failure.since.rfc3339,
                    detail: "\(failure.error)"))
        } else {
            do throws(StorageError) { _ = try await services.store.treeHead() } catch {
                reasons.append(Reason(code: error.reason, detail: "\(error)"))
            }
        }
        ready = reasons.isEmpty
        self.reasons = reasons
        warnings = services.keeper.concerns.map { concern in
            Reason(code: concern.code, since: concern.since.rfc3339, detail: concern.detail)
        }
    }
}
