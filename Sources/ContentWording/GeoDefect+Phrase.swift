package import Pictures
package import Wording

extension GeoDefect {
    package var phrase: Phrase {
        switch self {
        case .positionInvalid:
            Phrase(
                sv: "en position är två eller tre tal: longitud, latitud och ev. höjd",
                en: "a position is two or three numbers: longitude, latitude and perhaps height")
        case .longitudeOutside(let number):
            Phrase(
                sv: "longituden \(number) ligger utanför -180 till 180",
                en: "the longitude \(number) is outside -180 to 180")
        case .latitudeOutside(let number):
            Phrase(
                sv: "latituden \(number) ligger utanför -90 till 90; longituden ska stå först",
                en: "the latitude \(number) is outside -90 to 90; the longitude comes first")
        case .lineTooShort(let count):
            Phrase(
                sv: "en linje har minst två positioner, här är \(count)",
                en: "a line has at least two positions, here are \(count)")
        case .ringTooShort(let count):
            Phrase(
                sv: "en ring har minst fyra positioner, här är \(count)",
                en: "a ring has at least four positions, here are \(count)")
        case .ringOpen:
            Phrase(
                sv: "ringen slutar inte där den börjar",
                en: "the ring does not end where it begins")
        case .ringMissing:
            Phrase(sv: "polygonen har ingen ring", en: "the polygon has no ring")
        case .boxInvalid:
            Phrase(
                sv: "en utbredning är fyra eller sex tal, sydväst före nordost",
                en: "a box is four or six numbers, south-west before north-east")
        case .systemForeign:
            Phrase(
                sv: "ett annat koordinatsystem än WGS 84 tas inte emot",
                en: "no other coordinate system than WGS 84 is accepted")
        case .tooDeep(let limit):
            Phrase(
                sv: "fler än \(limit) nivåer av samlingar läses inte",
                en: "more than \(limit) levels of collections are not read")
        case .tooManyFeatures(let limit):
            Phrase(
                sv: "fler än \(limit) objekt läses inte",
                en: "more than \(limit) features are not read")
        case .tooManyPositions(let limit):
            Phrase(
                sv: "fler än \(limit) positioner läses inte",
                en: "more than \(limit) positions are not read")
        case .tooManyParts(let limit):
            Phrase(
                sv: "fler än \(limit) delar läses inte", en: "more than \(limit) parts are not read"
            )
        case .tooManyProperties(let limit):
            Phrase(
                sv: "fler än \(limit) egenskaper läses inte",
                en: "more than \(limit) properties are not read")
        case .nameTooLong(let limit, let found):
            Phrase(
                sv: "namnet är \(found) byte; högst \(limit) läses",
                en: "the name is \(found) bytes; at most \(limit) are read")
        }
    }
}

extension ExportObstacle {
    package var phrase: Phrase {
        switch self {
        case .sealedElsewhere:
            Phrase(
                sv: "ett godkänt kryptosystem har förseglat det, och vad det är vet ingen här",
                en: "an approved product has sealed it, and nobody here knows what it is")
        case .sortUnfit(let sort):
            Phrase(
                sv: "formatet har ingen plats för \(sort.phrase.swedish)",
                en: "the format has no room for \(sort.phrase.english)")
        case .referenceUnknown(let text):
            Phrase(
                sv: "det avser ”\(text)”, som inte är avsändare,beteckning,tid",
                en: "it refers to “\(text)”, which is not sender,identifier,time")
        case .antimeridianCrossed(let area):
            Phrase(
                sv: "området ”\(area)” går över 180:e meridianen",
                en: "the area “\(area)” reaches over the 180th meridian")
        }
    }
}

extension ContentSort {
    package var phrase: Phrase {
        switch self {
        case .picture: Phrase(sv: "en lägesbild", en: "a situation picture")
        case .notice: Phrase(sv: "en underrättelse", en: "a notice")
        case .alert: Phrase(sv: "ett varningsmeddelande", en: "an alert")
        case .map: Phrase(sv: "ett kartunderlag", en: "map data")
        case .file: Phrase(sv: "en fil", en: "a file")
        }
    }
}
