import Handover
import Identity
import Registry
@testable import Relay
@testable import RelayCommand

extension Specimens {
    static func relays() throws -> [Specimens] {
        let relay = try RelayID("relay-1")
        return [
            Specimens(
                type: "RelayError", file: "Relay/RelayError.swift",
                errors: defects + [
                    RelayError.fileUnreadable(path: "p"), RelayError.fileUnwritable(path: "p"),
                    RelayError.regionUnreadable(.missing("p")),
                    RelayError.registryInvalid(.genesisIncomplete), RelayError.registryWentBack,
                    RelayError.policyMissing, RelayError.relayUnregistered(relay),
                    RelayError.identityInvalid, RelayError.storeMissing(path: "p"),
                    RelayError.logWentBack(signed: 3, found: 2),
                    RelayError.logContradicts(size: 3), RelayError.signedUnreadable(path: "p"),
                    RelayError.cannotListen(address: "127.0.0.1:1"),
                ]),
            Specimens(
                type: "RelaySetupError", file: "RelayCommand/RelaySetupError.swift",
                errors: [
                    RelaySetupError.alreadyExists(path: "p"),
                    RelaySetupError.addressInvalid(option: "--listen", text: "x"),
                    RelaySetupError.addressPublic(text: "0.0.0.0:1"),
                    RelaySetupError.notCutOff(relay: "relay-2"),
                ]),
            Specimens(
                type: "BackupError", file: "RelayCommand/Backup/BackupError.swift",
                errors: [
                    BackupError.notABackup(path: "p"),
                    BackupError.ofAnother(relay: relay, wanted: try RelayID("relay-2")),
                    BackupError.reasonInvalid,
                ]),
        ]
    }

    /// Every defect a configuration can have, with every form of a value.
    private static var defects: [RelayError] {
        let forms: [SettingForm] = [
            .name, .address, .ownAddress, .path, .digest, .wholeNumber(1...9), .oneOf(["a", "b"]),
            .relays,
        ]
        let defects =
            [.notYAML, .keyUnknown("something"), .keyMissing("listen")]
            + forms.map { ConfigurationDefect.valueInvalid(key: "a", expected: $0) }
        return defects.map {
            RelayError.configurationInvalid(path: "p", line: 2, column: 1, defect: $0)
        } + [.settingInvalid(.flag, .keyUnknown("something"))]
    }
}
