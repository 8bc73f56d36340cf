/// A strict reader of Prometheus' text format 0.0.4, after its specification: it takes nothing that
/// a scraper might read otherwise.
struct Exposition {
    struct Defect: Error, Equatable {
        let line: Int
        let what: String

        init(_ line: Int, _ what: String) {
            self.line = line
            self.what = what
        }
    }

    struct Sample: Hashable {
        let name: String
        let labels: [String: String]
        let value: Double

        static func == (left: Sample, right: Sample) -> Bool {
            left.name == right.name && left.labels == right.labels
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(name)
            hasher.combine(labels)
        }
    }

    struct Family {
        let name: String
        let kind: String
        var samples: [Sample] = []
    }

    private(set) var families: [String: Family] = [:]

    subscript(name: String, labels: [String: String] = [:]) -> Double? {
        families.values.lazy.flatMap(\.samples)
            .first { $0.name == name && $0.labels == labels }?.value
    }

    init(_ text: String) throws(Defect) {
        guard text.hasSuffix("\n") else { throw Defect(0, "no newline at the end") }
        let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        var current: String?
        var announced: String?
        for (offset, line) in lines.enumerated() {
            let number = offset + 1
            if line.hasPrefix("# HELP ") {
                let words = line.dropFirst(7).split(separator: " ", maxSplits: 1)
                guard words.count == 2, families[String(words[0])] == nil else {
                    throw Defect(number, "HELP")
                }
                announced = String(words[0])
                continue
            }
            if line.hasPrefix("# TYPE ") {
                let words = line.dropFirst(7).split(separator: " ").map(String.init)
                guard words.count == 2, words[0] == announced, Self.isName(words[0], colon: true),
                    ["counter", "gauge", "histogram"].contains(words[1])
                else { throw Defect(number, "TYPE") }
                families[words[0]] = Family(name: words[0], kind: words[1])
                (current, announced) = (words[0], nil)
                continue
            }
            guard let name = current, announced == nil else { throw Defect(number, "no TYPE") }
            let sample = try Self.sample(line, number)
            guard Self.belongs(sample.name, to: families[name]) else {
                throw Defect(number, "of another family")
            }
            guard families[name]?.samples.contains(sample) == false else {
                throw Defect(number, "twice")
            }
            families[name]?.samples.append(sample)
        }
        for family in families.values { try Self.check(family) }
    }

    // MARK: Lines

    private static func sample(_ line: Substring, _ number: Int) throws(Defect) -> Sample {
        let nameEnd = line.firstIndex { $0 == "{" || $0 == " " } ?? line.endIndex
        let name = String(line[..<nameEnd])
        guard isName(name, colon: true) else { throw Defect(number, "name") }
        var rest = line[nameEnd...]
        let labels = rest.hasPrefix("{") ? try labels(&rest, number) : [:]
        guard rest.hasPrefix(" "), let value = value(rest.dropFirst()) else {
            throw Defect(number, "value")
        }
        return Sample(name: name, labels: labels, value: value)
    }

    private static func labels(
        _ rest: inout Substring, _ number: Int
    ) throws(Defect) -> [String: String] {
        var labels: [String: String] = [:]
        repeat {
            rest.removeFirst()
            guard let equals = rest.firstIndex(of: "=") else { throw Defect(number, "label") }
            let name = String(rest[..<equals])
            rest = rest[rest.index(after: equals)...]
            guard isName(name, colon: false), labels[name] == nil, rest.first == "\"" else {
                throw Defect(number, "label")
            }
            rest.removeFirst()
            labels[name] = try quoted(&rest, number)
        } while rest.first == ","
        guard rest.first == "}" else { throw Defect(number, "labels") }
        rest.removeFirst()
        return labels
    }

    private static func quoted(_ rest: inout Substring, _ number: Int) throws(Defect) -> String {
        var value = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return value
            case "\\":
                guard let escaped = rest.popFirst(), "\\\"n".contains(escaped) else {
                    throw Defect(number, "escape")
                }
                value.append(escaped == "n" ? "\n" : escaped)
            default: value.append(character)
            }
        }
        throw Defect(number, "quotation")
    }

    private static func value(_ text: Substring) -> Double? {
        switch text {
        case "+Inf": .infinity
        case "-Inf": -.infinity
        case "NaN": .nan
        default:
            text.allSatisfy { "0123456789.+-eE".contains($0) } ? Double(text) : nil
        }
    }

    private static func isName(_ text: String, colon: Bool) -> Bool {
        guard let first = text.first, !first.isNumber else { return false }
        return text.allSatisfy { letter in
            letter.isASCII && (letter.isLetter || letter.isNumber || letter == "_")
                || (colon && letter == ":")
        }
    }

    // MARK: Families

    private static func belongs(_ name: String, to family: Family?) -> Bool {
        guard let family else { return false }
        guard family.kind == "histogram" else { return name == family.name }
        return ["_bucket", "_sum", "_count"].contains { name == family.name + $0 }
    }

    private static func check(_ family: Family) throws(Defect) {
        let isCounter = family.kind == "counter"
        guard isCounter == family.name.hasSuffix("_total") else {
            throw Defect(0, "\(family.name): suffix")
        }
        if isCounter, family.samples.contains(where: { !($0.value >= 0) }) {
            throw Defect(0, "\(family.name): negative")
        }
        if family.kind == "histogram" { try checkHistogram(family) }
    }

    private static func checkHistogram(_ family: Family) throws(Defect) {
        var buckets: [[String: String]: [(le: Double, count: Double)]] = [:]
        for sample in family.samples where sample.name.hasSuffix("_bucket") {
            var labels = sample.labels
            guard let text = labels.removeValue(forKey: "le"), let le = value(text[...]) else {
                throw Defect(0, "\(family.name): le")
            }
            buckets[labels, default: []].append((le, sample.value))
        }
        for sample in family.samples where sample.name.hasSuffix("_count") {
            guard let own = buckets.removeValue(forKey: sample.labels), own.last?.le == .infinity,
                own.last?.count == sample.value,
                zip(own, own.dropFirst()).allSatisfy({ $0.le < $1.le && $0.count <= $1.count }),
                family.samples.contains(where: {
                    $0.name == family.name + "_sum" && $0.labels == sample.labels
                })
            else { throw Defect(0, "\(family.name): buckets") }
        }
        guard buckets.isEmpty else { throw Defect(0, "\(family.name): count") }
    }
}
