import Labels

extension PolicyReview {
    /// Ways that messages may go, or none be left for them, at levels nobody has said what to do at;
    /// and routines for what does not happen.
    var routines: [PolicyNotice] {
        let carriers = policy.carrierCeilings.keys.compactMap { kind in
            missing(.carrier(kind), places.placeOrList(.carrier(kind)))
        }
        let last = missing(.noneLeft, places.place(of: .routines))
        let idle = policy.routines.filter { routine in
            !levels(of: routine.occasion).contains(where: routine.levels.contains)
        }.map { notice(.routineUnused($0.occasion), .routine($0)) }
        return carriers + [last].compactMap { $0 } + idle
    }

    private func missing(_ occasion: Routine.Occasion, _ place: PolicyPlace) -> PolicyNotice? {
        let bare = levels(of: occasion).filter { policy.routine(occasion, at: $0) == nil }
        return bare.isEmpty ? nil : PolicyNotice(.routineMissing(occasion, bare), at: place)
    }

    /// The levels it may happen at.
    private func levels(of occasion: Routine.Occasion) -> [Level] {
        let all = policy.levelsInUse
        return switch occasion {
        case .carrier(let kind): all.filter { $0.carriers.contains(kind) }.map(\.level)
        case .noneLeft: all.map(\.level)
        }
    }
}
