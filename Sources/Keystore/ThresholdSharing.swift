package import Primitives

/// Shamir's secret sharing over GF(2⁸), byte for byte: any `threshold` shares give the secret back,
/// and fewer say nothing of it.
///
/// The field is that of AES, x⁸ + x⁴ + x³ + x + 1. A share is a point of a polynomial of degree
/// `threshold` − 1 whose value at 0 is the secret. No library at hand has it. Source:
/// draft-mcgrew-tss-03.
package enum ThresholdSharing {
    /// A point: where, from 1 to 255, and the polynomials' values there.
    package struct Share: Sendable {
        package let index: UInt8
        package let value: SecretBytes

        package init(index: UInt8, value: SecretBytes) {
            (self.index, self.value) = (index, value)
        }
    }

    /// - Precondition: `2 ≤ threshold ≤ count ≤ 255`.
    package static func split(
        _ secret: SecretBytes, threshold: Int, count: Int
    ) -> [Share] {
        precondition(2 <= threshold && threshold <= count && count <= 255)
        let coefficients = (1..<threshold).map { _ in SecretBytes.random(count: secret.count) }
        return split(secret, coefficients: coefficients, count: count)
    }

    /// - Parameter coefficients: of the polynomials, those of the first power first; each as long as
    ///   the secret.
    static func split(
        _ secret: SecretBytes, coefficients: [SecretBytes], count: Int
    ) -> [Share] {
        let powers = [secret] + coefficients
        return (1...count).map { number in
            let index = UInt8(number)
            let value = SecretBytes(count: secret.count) { room in
                // Horner's rule, the highest power first.
                for power in powers.reversed() {
                    power.withBytes { bytes in
                        for place in bytes.indices {
                            room[place] = product(room[place], index) ^ bytes[place]
                        }
                    }
                }
            }
            return Share(index: index, value: value)
        }
    }

    /// The polynomials' values at 0.
    ///
    /// Of fewer shares than there must be, or of others than belong together, it gives something
    /// else, and nobody can tell: whoever calls this has to know the secret again.
    ///
    /// - Precondition: the shares have distinct indices and one length; there is at least one.
    package static func combine(_ shares: [Share]) -> SecretBytes {
        let indices = shares.map(\.index)
        precondition(Set(indices).count == indices.count && !indices.contains(0))
        return SecretBytes(count: shares[0].value.count) { room in
            for share in shares {
                precondition(share.value.count == room.count)
                let weight = weight(of: share.index, among: indices)
                share.value.withBytes { bytes in
                    for place in bytes.indices { room[place] ^= product(bytes[place], weight) }
                }
            }
        }
    }

    /// Lagrange's coefficient at 0. Indices are no secret.
    private static func weight(of index: UInt8, among indices: [UInt8]) -> UInt8 {
        indices.filter { $0 != index }.reduce(1) { weight, other in
            product(weight, product(other, inverse(other ^ index)))
        }
    }

    // MARK: The field

    /// Takes the same steps whatever the factors are: no table, no branch on a secret.
    static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var (sum, left, right) = (UInt8(0), left, right)
        for _ in 0..<8 {
            sum ^= left & (0 &- (right & 1))
            left = left << 1 ^ (0x1b & (0 &- (left >> 7)))
            right >>= 1
        }
        return sum
    }

    /// `value`²⁵⁴; 0 for 0, which has none.
    static func inverse(_ value: UInt8) -> UInt8 {
        (0..<254).reduce(1) { power, _ in product(power, value) }
    }
}
