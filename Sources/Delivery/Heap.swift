/// A priority queue: the lowest key first.
struct Heap<Key: Comparable & Sendable, Value: Sendable>: Sendable {
    private(set) var elements: [(key: Key, value: Value)] = []

    var isEmpty: Bool { elements.isEmpty }
    var top: (key: Key, value: Value)? { elements.first }

    mutating func push(_ key: Key, _ value: Value) {
        elements.append((key, value))
        var child = elements.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard elements[child].key < elements[parent].key else { return }
            elements.swapAt(child, parent)
            child = parent
        }
    }

    @discardableResult
    mutating func pop() -> (key: Key, value: Value)? {
        guard let last = elements.popLast() else { return nil }
        guard let top = elements.first else { return last }
        elements[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < elements.count && elements[child].key < elements[least].key {
                least = child
            }
            if least == parent { return top }
            elements.swapAt(least, parent)
            parent = least
        }
    }

    mutating func removeAll() { elements.removeAll() }
}
