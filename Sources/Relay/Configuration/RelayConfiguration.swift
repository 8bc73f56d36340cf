package import Identity

/// What a relay is told in `relay.yaml`. Paths are absolute here; in the file they are relative to
/// it.
package struct RelayConfiguration: Hashable, Sendable {
    package var relay: RelayID
    /// Mutual TLS.
    package var listen: ListenAddress
    /// Plain HTTP: health and figures; this machine only.
    package var admin: ListenAddress
    /// The region's directory, with `Keys/` and `Policies/`.
    package var regionPath: String
    /// SHA-256 of the registry's first root note; `nil` trusts what lies there at the start.
    package var genesis: Digest?
    package var keyringPath: String
    /// Own certificate, DER.
    package var certificatePath: String
    /// Directory of the store.
    package var dataPath: String
    package var limits: RelayLimits

    package init(
        relay: RelayID, listen: ListenAddress, admin: ListenAddress, regionPath: String,
        genesis: Digest? = nil, keyringPath: String, certificatePath: String,
        dataPath: String, limits: RelayLimits = RelayLimits()
    ) {
        self.relay = relay
        self.listen = listen
        self.admin = admin
        self.regionPath = regionPath
        self.genesis = genesis
        self.keyringPath = keyringPath
        self.certificatePath = certificatePath
        self.dataPath = dataPath
        self.limits = limits
    }
}

extension RelayConfiguration {
    /// The file as `init` writes it: every setting, with what it means.
    package static func template(
        relay: RelayID, listen: ListenAddress, admin: ListenAddress, regionPath: String
    ) -> String {
        """
        # A relay of Budkavle. Paths are relative to this file.
        relay: \(relay)

        # Nodes and other relays: TLS 1.3, both ends known by certificate. Port 0 takes a free one;
        # which, is written to ports.json beside this file.
        listen: "\(listen)"

        # Health and figures in plain HTTP, for this machine alone.
        admin: "\(admin)"

        # The region's directory, with Keys/ and Policies/. What changes in it takes effect without a
        # restart.
        region: "\(regionPath)"

        # SHA-256 of the registry's first root note. Without it, what lies there at the start is
        # believed.
        # genesis: ""

        keyring: keyring
        certificate: relay.crt
        data: data

        # What is taken at most; these are the defaults.
        limits:
        \(RelayLimits().described)

        """
    }
}
