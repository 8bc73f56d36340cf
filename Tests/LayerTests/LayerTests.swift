import Testing

struct LayerTests {
    @Test func `every import is an arrow of the table`() throws {
        let breaches = ImportRule.breaches(in: try House.sources.get())
        #expect(breaches.isEmpty, "\(report(breaches))")
    }

    @Test(arguments: ImportTable.debts.sorted { $0.room + $0.module < $1.room + $1.module })
    func `an arrow against the design is there still, and not in the table`(
        _ debt: ImportTable.Debt
    ) throws {
        let house = try House.sources.get()
        let row = try #require(ImportTable.row(debt.room))
        #expect(!row.rooms.union(row.outside).contains(debt.module))
        guard house.rooms.contains(debt.room) else { return }
        let arrows = ImportRule.arrows(in: house)[debt.room] ?? []
        #expect(arrows.contains(debt.module), "paid: \(debt.reason)")
    }

    @Test(arguments: ["Relay", "RelayCommand", "Storage", "StorageSQLite", "StoragePostgres"])
    func `nothing on the relay's side holds what seals, opens or shows`(_ room: String) throws {
        let arrows = ImportRule.arrows(in: try House.sources.get())
        let reach = ImportRule.reach(of: room, by: arrows)
        #expect(reach.isDisjoint(with: ImportTable.forbiddenToRelay), "\(reach.sorted())")
    }

    @Test func `every source keeps the house rules`() throws {
        let breaches = HouseRules.breaches(in: try House.sources.get())
        #expect(breaches.isEmpty, "\(report(breaches))")
    }

    @Test func `no test knows the machine it was written on`() throws {
        let breaches = HouseRules.breaches(in: try House(folder: "Tests"))
            .filter { ["path of one machine", "unfinished"].contains($0.rule) }
            .filter { !$0.path.hasPrefix("Tests/LayerTests/") }
        #expect(breaches.isEmpty, "\(report(breaches))")
    }

    /// Who may hold what dangerous or replaceable thing; a row widened by mistake fails here.
    @Test(arguments: [
        ("CExpat", ["Documents"]), ("CJansson", ["Documents"]), ("COpenSSL", ["Primitives"]),
        ("CPKCS11", ["Primitives"]), ("CSodium", ["Primitives"]), ("CProcess", ["Primitives"]),
        ("Crypto", ["Primitives"]), ("Yams", ["Policies"]), ("GRDB", ["StorageSQLite"]),
        ("SwiftProtobuf", ["Envelopes", "Sealing"]),
        ("Hummingbird", ["Console", "Node", "Relay"]), ("HummingbirdTLS", ["Relay"]),
        ("AsyncHTTPClient", ["BudkavleCommand", "Carriers", "Node", "RelayCommand"]),
        ("CPostgres", ["StoragePostgres"]), ("CQR", ["Paper"]), ("FoundationXML", []),
        ("StorageSQLite", ["BudkavleCommand", "RelayCommand"]),
        ("StoragePostgres", ["BudkavleCommand", "RelayCommand"]), ("Relay", ["RelayCommand"]),
        ("ArgumentParser", ["BudkavleCommand", "RelayCommand", "Speaking"]),
    ])
    func `the table itself opens each door to the rooms meant`(_ module: String, _ rooms: [String])
    {
        let found = ImportTable.rooms.filter { room in
            guard let row = ImportTable.row(room) else { return false }
            return row.rooms.contains(module) || row.outside.contains(module)
        }
        #expect(found == rooms)
    }

    @Test func `the core imports the core only, and without circles`() throws {
        var arrows: [String: Set<String>] = [:]
        for room in ImportTable.core {
            let row = try #require(ImportTable.row(room))
            #expect(row.rooms.isSubset(of: ImportTable.core), "\(room)")
            arrows[room] = row.rooms
        }
        for room in ImportTable.core {
            #expect(!ImportRule.reach(of: room, by: arrows).contains(room), "\(room)")
        }
    }

    private func report(_ breaches: [Breach]) -> String {
        breaches.map(\.description).joined(separator: "\n")
    }
}
