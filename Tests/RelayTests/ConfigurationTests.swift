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

    @Test func `every limit can be set`() throws {
        for (name, path) in RelayLimits.keys {
            let text = try template().replacing(
                "  \(name): \(RelayLimits()[keyPath: path])", with: "  \(name): 7")
            let limits = try RelayConfiguration(parsing: text, path: Self.path).limits
            #expect(limits[keyPath: path] == 7, "\(name)")
        }
    }

    @Test(arguments: [
        ("relay: relay-1", "relay: Relay 1", 2),
        ("relay: relay-1", "relay: [a]", 2),
        ("relay: relay-1", "realy: relay-1", 2),
        ("0.0.0.0:8443", "8443", 6),
        ("127.0.0.1:8444", "0.0.0.0:8444", 9),
        ("  connections-max: 4096", "  connections-max: 0", 28),
        ("  connections-max: 4096", "  connections-maxi: 1", 28),
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
