/// Reads import lines and compares them with ``ImportTable``.
enum ImportRule {
    static func breaches(in house: House) -> [Breach] {
        let strangers = house.rooms.filter { room in
            ImportTable.row(room) == nil && !ImportTable.withoutSwift.contains(room)
        }
        return strangers.map { room in
            Breach("room without a row", "Sources/\(room)", 1, room)
        } + house.files.flatMap(breaches)
    }

    /// What each room imports, as the sources have it.
    static func arrows(in house: House) -> [String: Set<String>] {
        var arrows: [String: Set<String>] = [:]
        for file in house.files {
            arrows[file.room, default: []].formUnion(imports(of: file).map(\.module))
        }
        return arrows
    }

    /// All rooms that `room` holds, directly or through others.
    static func reach(of room: String, by arrows: [String: Set<String>]) -> Set<String> {
        var reached: Set<String> = []
        var pending = [room]
        while let next = pending.popLast() {
            for target in arrows[next] ?? [] where reached.insert(target).inserted {
                pending.append(target)
            }
        }
        return reached
    }

    private static func breaches(of file: House.File) -> [Breach] {
        imports(of: file).compactMap { line, module in
            guard let row = ImportTable.row(file.room) else {
                return Breach("Swift in a room for none", file.path, line, module)
            }
            var allowed = row.rooms.union(row.outside).union(ImportTable.everywhere)
            // The protobuf compiler writes this one.
            if file.isGenerated { allowed.insert("Foundation") }
            allowed.formUnion(
                ImportTable.debts.filter { $0.room == file.room }.map(\.module))
            if allowed.contains(module) { return nil }
            return Breach("import not in the table", file.path, line, module)
        }
    }

    private static func imports(of file: House.File) -> [(line: Int, module: String)] {
        // Built here: a regex is not Sendable. Several statements may share a line.
        let statement =
            /(?:^|;)\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)?(\w+)/
        return file.swift.code.enumerated().flatMap { index, line in
            guard line.holds("import") else { return [(line: Int, module: String)]() }
            return line.matches(of: statement).map {
                (line: index + 1, module: String($0.output.1))
            }
        }
    }
}
