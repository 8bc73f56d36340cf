package import Carriers
package import Registry

/// How a registered relay is reached.
package struct RelayConnector: Sendable {
    package let client: @Sendable (RelayRecord, TLSIdentity) throws -> RelayClient

    package init(
        _ client: @escaping @Sendable (RelayRecord, TLSIdentity) throws -> RelayClient
    ) {
        self.client = client
    }

    /// At the address in the registry, trusting the certificates there alone.
    package static let asRegistered = RelayConnector { relay, identity in
        try RelayClient(
            address: relay.url, certificates: relay.certificates, identity: identity)
    }
}
