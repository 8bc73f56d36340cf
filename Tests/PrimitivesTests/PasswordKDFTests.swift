import Identity
import Primitives
import Testing

@Suite struct PasswordKDFTests {
    /// Expected values from argon2-cffi, on the reference implementation.
    @Test(arguments: [
        (
            1, 8192, "budkavle", "000102030405060708090a0b0c0d0e0f",
            "6e3672e045506076e06e1f6bc01a82aa7dd4b8ab71e870902e90a648d9803979"
        ),
        (
            3, 8192, "", "101112131415161718191a1b1c1d1e1f",
            "f4152766b1dc2c5a3cf0eaddc109c674bf7bfc8beed7d35d001df30dc0983cbf"
        ),
        (
            2, 65_536, "nyckel på resa", "000102030405060708090a0b0c0d0e0f",
            "f2599e8edfcc237d2bb4f26e5fb978fd43b20bf57f3c8d6497cbefa8162ca88c"
        ),
    ])
    func `Argon2id gives the keys that the reference implementation gives`(
        _ operations: Int, _ memoryKiB: Int, _ password: String, _ salt: String, _ key: String
    ) throws {
        let cost = try PasswordKDF(operations: operations, memoryKiB: memoryKiB)
        let derived = try cost.key(
            password: secret(Array(password.utf8)), salt: Hex.decode(salt))
        #expect(Hex.encode(derived.bytesForTest) == key)
    }

    @Test(arguments: [
        (1, 8_192, true), (0, 8_192, false), (1, 8_191, false), (16, 1_048_576, true),
        (17, 1_048_576, false), (16, 1_048_577, false), (-1, 8_192, false), (1, .max, false),
        (.max, 8_192, false), (1, .min, false),
    ])
    func `a cost outside the limits is refused before any memory is taken`(
        _ operations: Int, _ memoryKiB: Int, _ isAllowed: Bool
    ) {
        let error = refusal { () throws(PrimitivesError) in
            try PasswordKDF(operations: operations, memoryKiB: memoryKiB)
        }
        #expect(
            error
                == (isAllowed
                    ? nil
                    : .passwordCostOutsideLimits(operations: operations, memoryKiB: memoryKiB)))
    }

    @Test(arguments: [0, 15, 17])
    func `a salt of another length is refused`(_ count: Int) throws {
        #expect(throws: PrimitivesError.lengthInvalid(expectedBytes: 16, foundBytes: count)) {
            try PasswordKDF.interactive.key(
                password: secret([1]), salt: .init(repeating: 0, count: count))
        }
    }
}
