package import Identity

/// The functions that a change of the roster names in its line of the ledger, given or taken back.
///
/// Reads what ``RosterGrant/summary`` and ``RosterWithdrawal/summary`` write.
package func functionsNamed(inRosterLine line: String) -> Set<FunctionID> {
    let words = line.split(separator: " ")
    let names = zip(words, words.dropFirst()).filter { $0.0 == "function" }.map { $0.1 }
    return Set(
        names.compactMap { name in
            try? FunctionID(String(name.prefix { $0 != "," && $0 != ";" }))
        })
}
