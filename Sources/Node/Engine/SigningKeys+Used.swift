import Policies
import Primitives
import Sealing

extension SigningKeys {
    /// As a decision about what they sign is asked.
    var used: [UsedKey] {
        [UsedKey(classical.publicKey.id, .originatorSigning)]
            + (postQuantum.map { [UsedKey($0.publicKey.id, .originatorPostQuantum)] } ?? [])
    }
}
