import Identity
import Labels

/// Takes our categories one by one; what nobody asked for is an error.
struct CategoryReader {
    private let categories: [LabelCategory]
    private var taken: Set<Int> = []

    init(_ categories: [LabelCategory]) { self.categories = categories }

    mutating func label(_ level: Level, expires: Timestamp) throws(UntranslatableLabel) -> Label {
        let status = try one(Tag.status) { value throws(LabelError) in try Status(value) }
        let secrecy = try list(.informative, Tag.secrecy, CategoryReader.secrecy)
        let audience = try audience()
        let compartments: [Compartment] = try names(.restrictive, Tag.compartments)
        let caveats = try list(.restrictive, Tag.caveats) { value throws(ForeignLabelDefect) in
            do throws(LabelError) { return try Caveat(value) } catch { throw .label(error) }
        }
        let origin = try one(Tag.origin) { value throws(LabelError) in try CountryCode(value) }
        let owners: [ActorID] = try names(.informative, Tag.owners)
        do throws(LabelError) {
            return try Label(
                status: status, secrecy: secrecy, securityClass: SecurityClass(of: level),
                audience: Audience(audience), compartments: compartments, caveats: caveats,
                origin: origin, owners: owners, expires: expires)
        } catch {
            throw UntranslatableLabel(.label(error), .whole)
        }
    }

    /// - Throws: ``UntranslatableLabel`` when a category was never taken.
    func finish() throws(UntranslatableLabel) {
        for (index, category) in categories.enumerated() where !taken.contains(index) {
            throw UntranslatableLabel(.categoryUnknown(category.tagName), .category(index))
        }
    }

    /// Clauses, from the first on without a gap.
    private mutating func audience() throws(UntranslatableLabel) -> [AudienceClause] {
        var clauses: [AudienceClause] = []
        while true {
            let tag = Tag.audience(clauses.count + 1)
            let terms = try list(.permissive, tag) { value throws(ForeignLabelDefect) in
                do throws(LabelError) { return try AudienceTerm(value) } catch {
                    throw .label(error)
                }
            }
            if terms.isEmpty { break }
            do throws(LabelError) { clauses.append(try AudienceClause(terms)) } catch {
                throw UntranslatableLabel(.label(error), .whole)
            }
        }
        guard !clauses.isEmpty else {
            throw UntranslatableLabel(.categoryMissing(Tag.audience(1)), .whole)
        }
        return clauses
    }

    private mutating func one<Value>(
        _ tag: String, _ read: (String) throws(LabelError) -> Value
    ) throws(UntranslatableLabel) -> Value {
        guard let (category, index) = try take(.informative, tag) else {
            throw UntranslatableLabel(.categoryMissing(tag), .whole)
        }
        guard category.values.count == 1 else {
            throw UntranslatableLabel(
                .valuesWrong(expectedCount: 1, foundCount: category.values.count),
                .category(index))
        }
        do { return try read(category.values[0]) } catch {
            throw UntranslatableLabel(.label(error), .category(index))
        }
    }

    private mutating func names<Concept>(
        _ type: CategoryType, _ tag: String
    ) throws(UntranslatableLabel) -> [Name<Concept>] {
        try list(type, tag) { value throws(ForeignLabelDefect) in
            do throws(IdentityError) { return try Name(value) } catch {
                throw .label(.nameInvalid(error))
            }
        }
    }

    private mutating func list<Value>(
        _ type: CategoryType, _ tag: String,
        _ read: (String) throws(ForeignLabelDefect) -> Value
    ) throws(UntranslatableLabel) -> [Value] {
        guard let (category, index) = try take(type, tag) else { return [] }
        var values: [Value] = []
        for value in category.values {
            do { values.append(try read(value)) } catch {
                throw UntranslatableLabel(error, .category(index))
            }
        }
        return values
    }

    private mutating func take(
        _ type: CategoryType, _ tag: String
    ) throws(UntranslatableLabel) -> (LabelCategory, Int)? {
        let places = categories.indices.filter { categories[$0].tagName == tag }
        guard let index = places.first else { return nil }
        if places.count > 1 {
            throw UntranslatableLabel(.categoryRepeated(tag), .category(places[1]))
        }
        guard categories[index].type == type else {
            throw UntranslatableLabel(.categoryTypeWrong(expected: type), .category(index))
        }
        taken.insert(index)
        return (categories[index], index)
    }

    private static func secrecy(_ value: String) throws(ForeignLabelDefect) -> Secrecy {
        let parts = value.split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 3, let authority = try? ActorID(String(parts[1])),
            let date = try? Timestamp(canonical: String(parts[2]))
        else { throw .secrecyInvalid(value) }
        do {
            return try Secrecy(provision: String(parts[0]), authority: authority, date: date)
        } catch { throw .label(error) }
    }
}
