package import Identity

extension Samples {
    /// Three situation pictures: one actor's own, one passed on, one compiled.
    ///
    /// - Throws: ``PicturesError`` never, as a test shows.
    package static func pictures(at now: Timestamp) throws(PicturesError) -> [SituationPicture] {
        [try snow(now), try power(now), try water(now)]
    }

    private static func snow(_ now: Timestamp) throws(PicturesError) -> SituationPicture {
        try SituationPicture(
            kind: .own, headline: "Snöoväder i Södertälje: framkomlighet och hemtjänst",
            source: "Södertälje kommun, krisledning", time: now.adding(seconds: -30 * 60),
            place: "Södertälje", position: LatitudeLongitude(latitude: 59.1955, longitude: 17.6253),
            scope: "Hela kommunen, värst i Järna och Hölö", status: .actual,
            statements: [
                .event: [try Statement("34 cm snö på tolv timmar, byvind från nordost.")],
                .development: [
                    try Statement("Snöfallet tilltog vid midnatt; plogningen hann inte i kapp."),
                    try Statement(
                        "Två bussar stod tvärs över Nyköpingsvägen till klockan 5.",
                        source: "Nobina"),
                ],
                .condition: [
                    try Statement("Huvudgatorna är körbara, bostadsgator inte."),
                    try Statement("41 av 300 hemtjänstbesök i morse blev försenade, inga uteblev."),
                ],
                .forecast: [
                    try Statement(
                        "Snöfallet upphör vid lunch; bostadsgatorna är plogade i morgon bitti.",
                        basis: .assessment)
                ],
                .measuresTaken: [
                    try Statement("Krisledningsstab sedan klockan 6. Jourentreprenörer inkallade.")
                ],
                .measuresPlanned: [
                    try Statement("Skolskjutsar i Järna ställs in i eftermiddag.")
                ],
                .resourcesAvailable: [
                    try Statement("22 plogbilar, 4 bandvagnar utlovade av frivilliga.")
                ],
                .needsOfSupport: [
                    try Statement("Två fyrhjulsdrivna fordon med förare till hemsjukvården.")
                ],
            ])
    }

    private static func power(_ now: Timestamp) throws(PicturesError) -> SituationPicture {
        try SituationPicture(
            kind: .relayed, headline: "Elförsörjningen i norra länsdelen",
            source: "Länsstyrelsen i Stockholms län, TiB", time: now.adding(seconds: -50 * 60),
            place: "Norrtälje, Vallentuna, Österåker", scope: "Omkring 9 000 kunder",
            status: .actual,
            statements: [
                .development: [
                    try Statement(
                        "Tre 70-kV-ledningar föll bort mellan 02.10 och 03.25.", source: "nätägaren"
                    )
                ],
                .condition: [
                    try Statement("Norrtälje sjukhus går på reservkraft, bränsle för 36 timmar."),
                    try Statement(
                        "Mobilnätet vacklar norr om Rimbo.", basis: .assessment, source: "Norrtälje"
                    ),
                ],
                .forecast: [
                    try Statement(
                        "Två ledningar åter före kvällen, den tredje om två dygn.",
                        basis: .assessment, source: "nätägaren")
                ],
                .measuresTaken: [try Statement("Samverkanskonferens hållen 06.30.")],
                .measuresPlanned: [try Statement("Ny konferens 11.00; reservverk prioriteras.")],
                .resourcesAvailable: [
                    try Statement("Fem mobila reservverk i länet, två obundna.")
                ],
                .needsOfCooperation: [
                    try Statement("Gemensam prioritering av drivmedel till reservkraft.")
                ],
                .communication: [
                    try Statement("Samma budskap om trygghetspunkter i alla tre kommunerna.")
                ],
            ])
    }

    private static func water(_ now: Timestamp) throws(PicturesError) -> SituationPicture {
        try SituationPicture(
            kind: .compiled, headline: "ÖVNING: Hot mot dricksvattnet från östra Mälaren",
            source: "Samverkansstab Stockholmsregionen (övning)",
            time: now.adding(seconds: -15 * 60), place: "Ekerö och västra Stockholm",
            scope: "Två av tre råvattenintag; 1,4 miljoner människor om båda stängs",
            status: .exercise,
            statements: [
                .event: [try Statement("ÖVNING. Oljefilm vid Lovö, misstänkt avsiktligt utsläpp.")],
                .development: [
                    try Statement("Larm 05.40, intaget stängt 05.52.", source: "vattenverket"),
                    try Statement(
                        "En båt utan ljus sågs lämna platsen.", source: "Polisen",
                        place: "Lambarfjärden"
                    ),
                ],
                .condition: [try Statement("Reservoarerna räcker i 14 timmar vid normal åtgång.")],
                .consequences: [
                    try Statement(
                        "Sjukhusens dialys påverkas först, inom tio timmar.", basis: .assessment,
                        source: "Region Stockholm")
                ],
                .forecast: [
                    try Statement(
                        "Filmen når Norsborg i natt om vinden står sig.", basis: .assessment)
                ],
                .measuresTaken: [try Statement("Länsor lagda. Provtagning varje timme.")],
                .measuresPlanned: [
                    try Statement("Nödvattenplanen aktiveras 09.00 om proven kräver.")
                ],
                .resourcesAvailable: [try Statement("64 nödvattentankar, 20 på hjul.")],
                .actors: [
                    try Statement(
                        "Länsstyrelsen, Polisen, Kustbevakningen, Region Stockholm, SSBF.")
                ],
                .needsOfSupport: [try Statement("Tankvagnar från grannlän.")],
                .communication: [try Statement("ÖVNING. Inget går till allmänheten.")],
            ])
    }
}
