package import Identity
package import Primitives

/// That a person signs in with a code from a device of hers beside her password, and which codes are
/// used up. The secret it shares with the device lies apart.
package struct PersonCode: Hashable, Sendable, Codable {
    package let hash: TimeCodeHash
    /// That of the last code that was accepted.
    package private(set) var lastStep: UInt64?

    package init(_ hash: TimeCodeHash) { self.hash = hash }

    package static let digits = 6
    /// A device's clock may be so far off, either way.
    package static let windowSteps: UInt64 = 1
    /// From 128 bits (RFC 4226 R6) to what a block of the largest hash takes.
    package static let secretRangeBytes = 16...128

    /// Whether it is the code of this moment, or of the step before or after. An accepted code is used
    /// up with every earlier one: whoever has looked over her shoulder has nothing (RFC 6238 5.2).
    package mutating func accept(
        _ code: String, secret: SecretBytes, at now: Timestamp
    ) -> Bool {
        let device = TimeCode(secret: secret, hash: hash, digits: Self.digits)
        let current = UInt64(max(now.seconds, 0) / TimeCode.stepSeconds)
        let first = current - min(current, Self.windowSteps)
        // All of the window is computed, so that the time taken does not tell where it was found.
        let found = (first...current + Self.windowSteps).filter {
            device.accepts(code, step: $0)
        }
        guard let step = found.first(where: { step in lastStep.map { $0 < step } ?? true }) else {
            return false
        }
        lastStep = step
        return true
    }

    /// What a device is told, as authenticator apps read it.
    ///
    ///     otpauth://totp/Budkavle:kommun-solna%20person-1?secret=…&issuer=Budkavle&…
    package func uri(of person: PersonID, at actor: ActorID, secret: SecretBytes) -> String {
        let seed = secret.withBytes { bytes in Base32.encode(Array(bytes)) }
        return "otpauth://totp/Budkavle:\(actor)%20\(person)?secret=\(seed.prefix { $0 != "=" })"
            + "&issuer=Budkavle&algorithm=\(hash.rawValue.uppercased())&digits=\(Self.digits)"
            + "&period=\(TimeCode.stepSeconds)"
    }
}
