import type { ReasonCode } from './reason-codes.ts';
import type { FormattedParams, Template } from './text-params.ts';

const days = (p: FormattedParams): string =>
  p.number('seen') === 1 ? 'einem Tag' : `${p.number('seen')} Tagen`;
const none = (p: FormattedParams): string =>
  p.number('of') === 1
    ? 'nicht bei der 1 bekannten Anmeldung'
    : `bei 0 von ${p.number('of')} bekannten Anmeldungen`;
const side = (p: FormattedParams, above: string, below: string): string =>
  p.number('above') === 1 ? above : below;

/** Every reason in German. */
export const TEXTS_DE: Readonly<Record<ReasonCode, Template>> = {
  'history-none': () => 'noch keine Anmeldungen zum Vergleichen',
  'country-usual': (p) => `Land ${p.country('country')}, wie an ${days(p)} zuvor`,
  'country-new': (p) => `Land ${p.country('country')}: ${none(p)}`,
  'network-usual': (p) => `Netz ${p.text('network')}, wie an ${days(p)} zuvor`,
  'network-new': (p) => `Netz ${p.text('network')}: ${none(p)}`,
  'address-usual': (p) => `eine Adresse, bekannt von ${days(p)}`,
  'address-new': (p) => `eine Adresse von ${p.text('network')}, die noch nie benutzt wurde`,
  'kind-hosting': (p) => `${p.text('network')} gehört einem Hosting-Anbieter`,
  'kind-vpn': (p) => `${p.text('network')} gehört einem VPN- oder Anonymisierungsdienst`,
  'kind-relay': (p) => `${p.text('network')} ist ein Relay, wie Browser es benutzen`,
  'kind-access': (p) => `${p.text('network')} ist ein gewöhnliches Zugangsnetz`,
  'client-usual': (p) => `${p.text('family')} auf ${p.text('os')}, wie an ${days(p)} zuvor`,
  'client-new': (p) => `${p.text('family')} auf ${p.text('os')}: ${none(p)}`,
  'client-script': (p) => `der Client nennt sich selbst ein Programm: ${p.text('family')}`,
  'hints-inconsistent': (p) =>
    `die eigenen Angaben des Browsers passen nicht zu ${p.text('family')} auf ${p.text('os')}: der Name kann geborgt sein`,
  'model-usual': (p) => `dasselbe Gerätemodell wie an ${days(p)} zuvor`,
  'model-new': (p) => `ein anderes Gerätemodell mit ${p.text('family')} auf ${p.text('os')}`,
  'version-same': (p) => `${p.text('name')} ${p.text('version')}, wie zuvor`,
  'version-upgrade': (p) =>
    `${p.text('name')} ging von ${p.text('latest')} auf ${p.text('version')}`,
  'version-downgrade': (p) =>
    `${p.text('name')} ging von ${p.text('latest')} zurück auf ${p.text('version')}`,
  'version-skipped': (p) =>
    `${p.text('name')} ${p.text('version')} liegt zwischen den Versionen, die zuvor da waren`,
  'system-same': (p) => `${p.text('name')} ${p.text('version')}, wie zuvor`,
  'system-upgrade': (p) =>
    `${p.text('name')} ging von ${p.text('latest')} auf ${p.text('version')}`,
  'system-downgrade': (p) =>
    `${p.text('name')} ${p.text('version')}, wo zuvor ${p.text('latest')} war`,
  'pairing-usual': (p) => `dieser Browser in ${p.text('network')}, wie an ${days(p)} zuvor`,
  'pairing-new': (p) => `dieser Browser war noch nie in ${p.text('network')}`,
  'device-usual': (p) => `ein Gerät, bekannt von ${days(p)}`,
  'device-new': () => 'ein Gerät, das noch nie benutzt wurde',
  'device-missing': () => 'ohne das Cookie eines bekannten Geräts',
  'ja4-usual': (p) => `der TLS-Fingerabdruck von ${days(p)} zuvor`,
  'ja4-new': () => 'ein TLS-Fingerabdruck, der noch nie da war',
  'ja4-inconsistent': (p) =>
    `ein TLS-Fingerabdruck, den kein anderer ${p.text('family')} hat: der Name des Browsers kann geborgt sein`,
  'offset-usual': (p) => `die Uhr des Clients auf ${p.offset('offset')}, wie an ${days(p)} zuvor`,
  'offset-new': (p) => `die Uhr des Clients auf ${p.offset('offset')}, wie noch nie`,
  'offset-elsewhere': (p) =>
    `die Uhr des Clients auf ${p.offset('offset')} passt zu keinem Ort in ${p.country('country')}: die Adresse kann die eines Proxys sein`,
  'hour-usual': (p) => `gegen ${p.clock('hour')} Uhr, eine übliche Stunde`,
  'hour-unusual': (p) => `gegen ${p.clock('hour')} Uhr, eine unübliche Stunde`,
  'weekday-usual': (p) => `an einem ${p.weekday('weekday')}, einem üblichen Tag`,
  'weekday-unusual': (p) => `an einem ${p.weekday('weekday')}, einem weniger üblichen Tag`,
  'travel-implausible': (p) =>
    `${p.country('to')} liegt mindestens ${p.text('km')} km von ${p.country('from')}, wo die letzte Anmeldung vor ${p.text('hours')} h war`,
  'failures-recent': (p) =>
    p.number('failures') === 1 ? 'nach 1 Fehlversuch' : `nach ${p.text('failures')} Fehlversuchen`,
  'pattern-usual': () => 'Stunde, Pause, Netz und Browser passen zusammen wie üblich',
  'pattern-slight': () =>
    'Stunde, Pause, Netz und Browser passen etwas weniger zusammen als üblich',
  'pattern-hour': (p) =>
    `die Stunde ist, im Zusammenhang, ${side(p, 'seltsamer', 'schlichter')} als üblich`,
  'pattern-pause': (p) =>
    `die Pause seit der letzten Anmeldung ist, im Zusammenhang, ${side(p, 'lang', 'kurz')}`,
  'pattern-network': (p) =>
    `das Netz ist, im Zusammenhang, ${side(p, 'seltsamer', 'schlichter')} als üblich`,
  'pattern-client': (p) =>
    `der Browser ist, im Zusammenhang, ${side(p, 'seltsamer', 'schlichter')} als üblich`,
  'pattern-roundTrip': (p) =>
    `die Antwortzeit der Leitung ist, im Zusammenhang, ${side(p, 'lang', 'kurz')}`,
  'pattern-failures': (p) =>
    `im Zusammenhang ${side(p, 'mehr', 'weniger')} Fehlversuche als üblich`,
  'pattern-distance': (p) =>
    `im Zusammenhang ${side(p, 'weiter weg vom', 'näher am')} letzten Ort als üblich`,
  'judge-consistent': () => 'die zweite Meinung hält dieselbe Person für wahrscheinlicher',
  'judge-inconsistent': () => 'die zweite Meinung hält jemand anderen für wahrscheinlicher',
};
