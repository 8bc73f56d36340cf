package import Identity

/// Why subscriptions to alerts were not changed.
package enum AlertError: Error, Equatable {
    /// Neither a plain mail address nor a number with its country.
    case addressInvalid(text: String)
    /// `node.yaml` has no such channel.
    case channelMissing(scheme: String)
    /// A roster is kept, and nobody in it has the function.
    case functionUnknown(FunctionID)
    case subscriptionUnknown(text: String)
    /// The function has the same address already.
    case alreadySubscribed(id: String)
    case tooMany(limit: Int)
}
