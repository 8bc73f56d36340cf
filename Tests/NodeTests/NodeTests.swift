import Testing

/// Real nodes over a real store and, where they need one, a real relay over TLS. One after another:
/// many relays at once would only stand in each other's way.
@Suite(.serialized) enum NodeTests {}
