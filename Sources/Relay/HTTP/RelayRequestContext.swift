import Carriers
import Hummingbird
import NIOCore

/// A request on its way: the connection it came over, and who makes it once that is known.
struct RelayRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel
    private(set) var admitted: Admission?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    func admitting(_ admission: Admission) -> RelayRequestContext {
        var context = self
        context.admitted = admission
        return context
    }

    /// - Throws: ``Problem`` when no middleware let the request in, which none of the routes
    ///   allows.
    func admission() throws(Problem) -> Admission {
        guard let admitted else { throw Problem(.peerUnknown) }
        return admitted
    }
}
