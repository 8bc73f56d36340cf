import Carriers
import Identity
@testable import Relay
import Testing

struct ConfigurationTests {
    private static let path = "/srv/relay/relay.yaml"

    private func template() throws -> String {
        RelayConfiguration.template(
            relay: try RelayID("relay-1"), listen: ListenAddress(host: "0.0.0.0", port: 8443),
            admin: ListenAddress(host: "127.0.0.1", port: 8444), regionPath: "../region")
    }

    @Test func `the template reads back with every default`() throws {
        let configuration = try RelayConfiguration(parsing: template(), path: Self.path)
        #expect(configuration.relay.text == "relay-1")
        #expect(configuration.limits == RelayLimits())
        #expect(configuration.regionPath == "/srv/region")
        #expect(configuration.dataPath == "/srv/relay/data")
        #expect(configuration.keyringPath == "/srv/relay/keyring")
        #expect(configuration.genesis == nil)
    }

    @Test func `every limit can be set within its bounds and not one beyond`() throws {
        for key in RelayLimits.keys {
            let standard = RelayLimits()[keyPath: key.path]
            #expect(key.bounds.contains(standard), "\(key.name)")
            func limits(_ value: Int) throws -> RelayLimits {
                let text = try template().replacing(
                    "  \(key.name): \(standard)\n", with: "  \(key.name): \(value)\n")
                return try RelayConfiguration(parsing: text, path: Self.path).limits
            }
            for value in [key.bounds.lowerBound, key.bounds.upperBound] {
                #expect(try limits(value)[keyPath: key.path] == value, "\(key.name)")
            }
            for value in [key.bounds.lowerBound - 1, key.bounds.upperBound + 1] {
                #expect(throws: RelayError.self, "\(key.name): \(value)") { try limits(value) }
            }
        }
    }

    @Test func `flags outrank the environment, which outranks the file, which outranks defaults`()
        throws
    {
        var settings = try RelaySettings(
            file: template().replacing("  polls-max: 4096", with: "  polls-max: 5"),
            path: Self.path)
        #expect(try settings.configuration().limits.pollsMax == 5)
        try settings.take(environment: [
            "BUDKAVLE_RELAY_LIMITS_POLLS_MAX": "6", "BUDKAVLE_RELAY_LISTEN": "127.0.0.1:1",
            "BUDKAVLE_RELAY_CONFIG": "elsewhere", "HOME": "x",
        ])
        #expect(try settings.configuration().limits.pollsMax == 6)
        #expect(try settings.configuration().listen.port == 1)
        try settings.take(flags: ["limits.polls-max=7"])
        let configuration = try settings.configuration()
        #expect(configuration.limits.pollsMax == 7)
        #expect(configuration.limits.connectionsMax == RelayLimits().connectionsMax)
        let lines = settings.inForce.described.split(separator: "\n").map(String.init)
        func source(_ key: String) -> String? {
            lines.first { $0.drop { $0 == " " }.hasPrefix(key + ":") }
                .flatMap { $0.split(separator: "# ").last.map(String.init) }
        }
        #expect(source("polls-max") == "--set")
        #expect(source("listen") == "BUDKAVLE_RELAY_LISTEN")
        #expect(source("relay")?.hasPrefix("\(Self.path):4:") == true)
    }

    @Test(arguments: [Self.path, "/elsewhere/copy.yaml", "copy.yaml"])
    func `what is printed reads back as the same configuration, wherever it is read`(
        _ path: String
    ) throws {
        var settings = try RelaySettings(file: template() + "  # end\n", path: Self.path)
        try settings.take(flags: ["data=somewhere"])
        let again = try RelayConfiguration(parsing: settings.inForce.described, path: path)
        #expect(try again == settings.configuration())
        let paths = settings.inForce.filter { ["region", "keyring", "data"].contains($0.key) }
        #expect(paths.count == 3 && paths.allSatisfy { $0.text.hasPrefix("/") })
    }

    @Test(arguments: [
        ["BUDKAVLE_RELAY_LISSEN": "a"], ["BUDKAVLE_RELAY_LIMITS": "a"], ["BUDKAVLE_RELAY_": "a"],
    ])
    func `a variable that is no setting is refused`(_ environment: [String: String]) throws {
        var settings = try RelaySettings(file: template(), path: Self.path)
        let variable = try #require(environment.keys.first)
        #expect(
            throws: RelayError.settingInvalid(
                .environment(variable: variable), .keyUnknown(variable))
        ) { try settings.take(environment: environment) }
    }

    @Test(arguments: ["listen", "lissen=a", "=a", "limits=a"])
    func `a flag that sets nothing known is refused`(_ flag: String) throws {
        var settings = try RelaySettings(file: template(), path: Self.path)
        #expect(throws: RelayError.self) { try settings.take(flags: [flag]) }
    }

    @Test func `a wrong value outside the file is named with where it stands`() throws {
        var settings = try RelaySettings(file: template(), path: Self.path)
        try settings.take(environment: ["BUDKAVLE_RELAY_LIMITS_POLLS_MAX": "many"])
        #expect(
            throws: RelayError.settingInvalid(
                .environment(variable: "BUDKAVLE_RELAY_LIMITS_POLLS_MAX"),
                .valueInvalid(key: "limits.polls-max", expected: .wholeNumber(1...65_536)))
        ) { try settings.configuration() }
    }

    @Test func `paths begin at the file in the file, and at the working directory elsewhere`()
        throws
    {
        var settings = try RelaySettings(file: template(), path: Self.path)
        #expect(try settings.configuration().keyFilePath == "/srv/relay/key")
        try settings.take(flags: ["data=/var/lib/relay", "key-file=key"])
        let configuration = try settings.configuration()
        #expect(configuration.dataPath == "/var/lib/relay")
        #expect(configuration.keyFilePath.hasSuffix("/key"))
        #expect(configuration.keyFilePath != "/srv/relay/key")
    }

    @Test func `every setting has a variable of its own`() {
        #expect(Set(Setting.all.map(\.variable)).count == Setting.all.count)
        #expect(!Setting.all.contains { $0.variable == Setting.fileVariable })
    }

    @Test(arguments: [
        ("relay: relay-1", "relay: Relay 1", 4),
        ("relay: relay-1", "relay: [a]", 4),
        ("relay: relay-1", "realy: relay-1", 4),
        ("0.0.0.0:8443", "8443", 8),
        ("127.0.0.1:8444", "0.0.0.0:8444", 11),
        ("  connections-max: 4096", "  connections-max: 0", 50),
        ("  connections-max: 4096", "  connections-maxi: 1", 50),
    ])
    func `a defect is named with its line`(_ found: String, _ wrong: String, _ line: Int) throws {
        let text = try template().replacing(found, with: wrong)
        let error = try #require(throws: RelayError.self) {
            try RelayConfiguration(parsing: text, path: Self.path)
        }
        guard case .configurationInvalid(Self.path, let at, let column, _) = error else {
            Issue.record(error)
            return
        }
        #expect(at == line && column >= 1)
    }

    @Test func `a SIEM has an address and what it is trusted by; what it is shown, both or none`()
        throws
    {
        func target(_ lines: [String]) throws -> SyslogTarget? {
            let text = try template() + lines.joined(separator: "\n") + "\n"
            return try RelayConfiguration(parsing: text, path: Self.path).syslog
        }
        let (address, trust) = ("syslog: siem.example:6514", "syslog-trust: siem.pem")
        let (certificate, key) = ("syslog-certificate: own.pem", "syslog-key: own-key.pem")
        #expect(try target([]) == nil)
        let plain = try #require(try target([address, trust]))
        #expect(plain.address == "siem.example:6514" && plain.own == nil)
        #expect(plain.trustPath == "/srv/relay/siem.pem")
        let own = try #require(try target([address, trust, certificate, key])?.own)
        #expect(own.certificatePath == "/srv/relay/own.pem")
        #expect(own.keyPath == "/srv/relay/own-key.pem")
        for missing in [
            [address], [trust], [key], [address, trust, certificate], [address, trust, key],
            ["syslog: siem.example", trust], ["syslog: siem.example:0", trust],
        ] {
            #expect(throws: RelayError.self, "\(missing)") { try target(missing) }
        }
    }

    @Test(arguments: ["", "- a", "a: [", "relay"])
    func `what is no mapping is refused`(_ text: String) {
        #expect(throws: RelayError.self) {
            try RelayConfiguration(parsing: text, path: Self.path)
        }
    }

    @Test(arguments: [
        ("127.0.0.1:0", "127.0.0.1", 0, true), ("[::1]:8443", "::1", 8443, true),
        ("relay.example:443", "relay.example", 443, false),
    ])
    func `an address is host and port`(
        _ text: String, _ host: String, _ port: Int, _ isLoopback: Bool
    ) throws {
        let address = try #require(ListenAddress(text))
        #expect(address == ListenAddress(host: host, port: port))
        #expect(address.isLoopback == isLoopback)
        #expect(address.description == text)
    }

    @Test(arguments: ["", "8443", ":8443", "a:", "a:65536", "a:-1", "::1:8443", "[]:1"])
    func `anything else is no address`(_ text: String) {
        #expect(ListenAddress(text) == nil)
    }
}
