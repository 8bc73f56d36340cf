/// Notices, pictures and an alert about invented events in Stockholm county, written for trying the
/// product out where no feed is at hand.
///
/// All are invented. Those marked ÖVNING state it in the content too, so they travel under an
/// exercise label only.
package enum Samples {
    /// A CAP 1.2 alert, status Exercise.
    package static let alert = Array(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
          <identifier>ovning-malaren-2026-07</identifier>
          <sender>ovningsledningen@lansstyrelsen-stockholm.example</sender>
          <sent>2026-11-23T06:10:00+01:00</sent>
          <status>Exercise</status>
          <msgType>Alert</msgType>
          <scope>Restricted</scope>
          <restriction>Endast övningsdeltagare</restriction>
          <info>
            <language>sv-SE</language>
            <category>Infra</category>
            <event>Otjänligt dricksvatten</event>
            <responseType>Avoid</responseType>
            <urgency>Immediate</urgency>
            <severity>Severe</severity>
            <certainty>Likely</certainty>
            <expires>2026-11-23T18:00:00+01:00</expires>
            <senderName>Övningsledningen</senderName>
            <headline>ÖVNING: Koka allt dricksvatten på östra Ekerö</headline>
            <description>ÖVNING. Oljefilm har setts vid råvattenintaget. Prover är tagna.</description>
            <instruction>ÖVNING. Drick inte kranvatten förrän nytt besked har kommit.</instruction>
            <area>
              <areaDesc>Östra Ekerö</areaDesc>
              <polygon>59.31,17.78 59.31,17.85 59.26,17.85 59.26,17.78 59.31,17.78</polygon>
            </area>
          </info>
        </alert>

        """.utf8)
}
