/** The first word of a reason's code is what it is about, the second what of that. */
const ABOUT: ReadonlyMap<string, string> = new Map([
  ['client', 'browser'],
  ['ja4', 'TLS fingerprint'],
  ['offset', 'clock'],
  ['kind', 'kind of network'],
  ['failures', 'failed attempts'],
  ['judge', 'second opinion'],
  ['model', 'model of device'],
  ['version', 'browser version'],
  ['system', 'system version'],
  ['pairing', 'browser on network'],
  ['roundTrip', 'answer time'],
]);
const WHOLE: ReadonlyMap<string, string> = new Map([
  ['history-none', 'no earlier sign-ins'],
  ['kind-hosting', 'hosting provider'],
  ['kind-vpn', 'VPN or anonymity service'],
  ['kind-relay', 'privacy relay'],
  ['client-script', 'client is a program'],
  ['failures-recent', 'failed attempts before'],
  ['travel-implausible', 'implausible travel'],
  ['device-missing', 'device cookie missing'],
  ['offset-elsewhere', 'clock of another place'],
]);
const CODE = /^([A-Za-z0-9]{1,32})-([A-Za-z0-9]{1,32})$/;

/** A reason's code as a few words; one that is not known stays as it is. */
export function reasonName(code: string): string {
  const whole = WHOLE.get(code);
  if (whole !== undefined) return whole;
  const [, about = '', what = ''] = CODE.exec(code) ?? [];
  if (about === '') return code;
  if (about === 'pattern') return `pattern of ${ABOUT.get(what) ?? what}`;
  return `${what} ${ABOUT.get(about) ?? about}`;
}
