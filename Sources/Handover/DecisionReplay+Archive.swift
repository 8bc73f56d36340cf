package import Auditing
package import Identity
package import Policies

extension DecisionReplay {
    /// Replays under what is kept in an archive.
    ///
    /// - Parameter person: what the roster had of her under that digest; `nil` where that is gone.
    package init(
        in archive: ViewArchive, person: @escaping (Digest) -> PersonAtNode? = { _ in nil }
    ) {
        var views = ArchivedViews(archive)
        self.init { (digest, moment) throws(ReplayGap) in
            do throws(ViewArchive.Defect) { return try views.view(digest, at: moment) } catch {
                switch error {
                case .missing: throw .viewMissing
                case .invalid: throw .viewInvalid
                }
            }
        } person: { (digest) throws(ReplayGap) in
            guard let person = person(digest) else { throw .standingMissing }
            return person
        }
    }
}
