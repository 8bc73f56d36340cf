package import Carriers
package import Identity

/// What a relay is told, by ``RelaySettings``. Paths are absolute.
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
    /// Opens the ring; by default `key` beside it.
    package var keyFilePath: String
    /// Own certificate, DER.
    package var certificatePath: String
    /// Directory of the store.
    package var dataPath: String
    /// Whose logs it follows.
    package var peers: PeerChoice
    /// Who is told what the ledger says; `nil` for nobody.
    package var syslog: SyslogTarget?
    /// One of ``logLevels``.
    package var logLevel: String
    /// One of ``logFormats``.
    package var logFormat: String
    package var limits: RelayLimits

    package init(
        relay: RelayID, listen: ListenAddress, admin: ListenAddress, regionPath: String,
        genesis: Digest? = nil, keyringPath: String, keyFilePath: String, certificatePath: String,
        dataPath: String, peers: PeerChoice = .all, syslog: SyslogTarget? = nil,
        logLevel: String = "notice", logFormat: String = "text",
        limits: RelayLimits = RelayLimits()
    ) {
        self.relay = relay
        self.listen = listen
        self.admin = admin
        self.regionPath = regionPath
        self.genesis = genesis
        self.keyringPath = keyringPath
        self.keyFilePath = keyFilePath
        self.certificatePath = certificatePath
        self.dataPath = dataPath
        self.peers = peers
        self.syslog = syslog
        self.logLevel = logLevel
        self.logFormat = logFormat
        self.limits = limits
    }

    /// Reads `relay.yaml` and nothing else.
    ///
    /// - Throws: ``RelayError/configurationInvalid(path:line:column:defect:)``.
    package init(parsing text: String, path: String) throws(RelayError) {
        self = try RelaySettings(file: text, path: path).configuration()
    }

    package static let logLevels = ["trace", "debug", "info", "notice", "warning", "error"]
    package static let logFormats = ["text", "json"]
}

extension RelayConfiguration {
    /// The file as `init` writes it: every setting, with what it means.
    package static func template(
        relay: RelayID, listen: ListenAddress, admin: ListenAddress, regionPath: String
    ) -> String {
        """
        # A relay of Budkavle. Paths are relative to this file. Each setting may also stand in the
        # environment (listen as BUDKAVLE_RELAY_LISTEN) or behind --set (--set listen=…), which
        # outrank this file in that order; --print-config shows what is in force and why.
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

        # Opens the key ring; without it, the file key beside the ring.
        # key-file: key

        # Other relays of the region whose logs this one follows and takes over: all that are
        # registered, none, or names with commas between.
        peers: all

        # A SIEM that is told what the ledger says, as syslog over TLS (host:port); the certificate it
        # is trusted by, its own or its authority's; and what this relay shows it, where it asks.
        # syslog: siem.example:6514
        # syslog-trust: siem.pem
        # syslog-certificate: siem-own.pem
        # syslog-key: siem-own.key

        # trace, debug, info, notice, warning or error.
        log-level: notice

        # text for people, or json for programs: one document a line.
        log-format: text

        # What is taken at most; these are the defaults.
        limits:
        \(RelayLimits().described)

        """
    }
}
