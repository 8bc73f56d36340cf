package import Identity

extension Samples {
    /// Seven notices; events lie within the hours before `now`.
    ///
    /// - Throws: ``PicturesError`` never, as a test shows.
    package static func notices(at now: Timestamp) throws(PicturesError) -> [Notice] {
        [
            try Notice(
                headline: "Vattenläcka stänger Götgatan vid Skanstull",
                text: """
                    En huvudledning har gått sönder under körbanan. Gatan är avstängd mellan \
                    Ringvägen och Skanstulls torg.
                    Omkring 2 100 hushåll på östra Södermalm har lågt tryck eller inget vatten. \
                    Tankvagn ställs upp på Medborgarplatsen från klockan 9.
                    """,
                source: "Stockholms stad, TiB", area: "Östra Södermalm",
                position: LatitudeLongitude(latitude: 59.3078, longitude: 18.0763),
                eventTime: now.adding(seconds: -40 * 60), status: .actual),
            try Notice(
                headline: "Signalfel ger glesare pendeltågstrafik genom Citybanan",
                text: """
                    Vartannat tåg ställs in mellan Stockholm Södra och Odenplan. Väntat slut \
                    tidigast klockan 13. Ersättningsbussar går från Årstaberg.
                    """,
                source: "Region Stockholm, trafikförvaltningen", area: "Citybanan",
                eventTime: now.adding(seconds: -65 * 60), status: .actual),
            try Notice(
                headline: "Strömavbrott på norra Värmdö och Ljusterö",
                text: """
                    Vinden har fällt träd över två ledningar. 3 400 kunder är utan el. Nätägaren \
                    räknar med att de flesta har ström i kväll, de yttersta öarna i morgon.
                    Trygghetspunkt öppnar i Djurö skola.
                    """,
                source: "Värmdö kommun, krisledning", area: "Djurö, Stavsnäs, Ljusterö",
                position: LatitudeLongitude(latitude: 59.3094, longitude: 18.7036),
                eventTime: now.adding(seconds: -3 * 3600), status: .actual),
            try Notice(
                headline: "Rök över Lövsta efter brand i återvinningsupplag",
                text: """
                    Branden är under kontroll men röken driver åt sydost över Hässelby. Mätningar \
                    visar inga farliga halter i marknivå. Stängda fönster rekommenderas.
                    """,
                source: "Storstockholms brandförsvar", area: "Hässelby villastad",
                position: LatitudeLongitude(latitude: 59.3854, longitude: 17.8019),
                eventTime: now.adding(seconds: -95 * 60), status: .actual),
            try Notice(
                headline: "Telefonin till Täby kommuns växel ligger nere",
                text: """
                    Felet ligger hos operatören. Kommunens kontaktfunktion nås som vanligt på \
                    reservnumret. Ring inte 112 om du bara söker kommunen.
                    """,
                source: "Täby kommun", area: "Täby",
                eventTime: now.adding(seconds: -20 * 60), status: .actual),
            try Notice(
                headline: "ÖVNING: Färja på grund utanför Nynäshamn",
                text: """
                    ÖVNING. Passagerarfärja med 212 ombord står på grund vid Örngrund. Inga \
                    skadade är kända. Sjöräddningen leder; hamnen förbereder mottagande.
                    ÖVNING.
                    """,
                source: "Kustbevakningen (motspel)", area: "Danziger gatt",
                position: LatitudeLongitude(latitude: 58.8711, longitude: 18.0214),
                eventTime: now.adding(seconds: -10 * 60), status: .exercise,
                sourceReference: "MEL 14"),
            try Notice(
                headline: "ÖVNING: Färjan utanför Nynäshamn har tagits flott",
                text: "ÖVNING. Alla ombord är i land. Läckaget är stoppat. ÖVNING.",
                source: "Kustbevakningen (motspel)", area: "Danziger gatt",
                eventTime: now, status: .exercise, sourceReference: "MEL 15",
                change: .updates("MEL 14")),
        ]
    }
}
