import type { ReasonCode } from './reason-codes.ts';
import type { FormattedParams, Template } from './text-params.ts';

const days = (p: FormattedParams): string =>
  p.number('seen') === 1 ? '1 day' : `${p.number('seen')} days`;
const none = (p: FormattedParams): string =>
  p.number('of') === 1 ? 'not in the 1 sign-in known' : `in 0 of ${p.number('of')} sign-ins known`;
const side = (p: FormattedParams, above: string, below: string): string =>
  p.number('above') === 1 ? above : below;

/** Every reason in English: frequencies first, what a person can check against their memory. */
export const TEXTS_EN: Readonly<Record<ReasonCode, Template>> = {
  'history-none': () => 'no earlier sign-ins to compare with',
  'country-usual': (p) => `from ${p.country('country')}, as on ${days(p)} before`,
  'country-new': (p) => `from ${p.country('country')}: ${none(p)}`,
  'network-usual': (p) => `network ${p.text('network')}, as on ${days(p)} before`,
  'network-new': (p) => `network ${p.text('network')}: ${none(p)}`,
  'address-usual': (p) => `an address known from ${days(p)}`,
  'address-new': (p) => `an address of ${p.text('network')} that was not used before`,
  'kind-hosting': (p) => `${p.text('network')} belongs to a hosting provider`,
  'kind-vpn': (p) => `${p.text('network')} belongs to a VPN or anonymity service`,
  'kind-relay': (p) => `${p.text('network')} is a privacy relay, as browsers use it`,
  'kind-access': (p) => `${p.text('network')} is an ordinary access network`,
  'client-usual': (p) => `${p.text('family')} on ${p.text('os')}, as on ${days(p)} before`,
  'client-new': (p) => `${p.text('family')} on ${p.text('os')}: ${none(p)}`,
  'client-script': (p) => `the client says that it is a program: ${p.text('family')}`,
  'hints-inconsistent': (p) =>
    `the browser's own hints do not fit ${p.text('family')} on ${p.text('os')}: the name may be borrowed`,
  'model-usual': (p) => `the same model of device as on ${days(p)} before`,
  'model-new': (p) => `another model of device with ${p.text('family')} on ${p.text('os')}`,
  'version-same': (p) => `${p.text('name')} ${p.text('version')}, as before`,
  'version-upgrade': (p) =>
    `${p.text('name')} went from ${p.text('latest')} to ${p.text('version')}`,
  'version-downgrade': (p) =>
    `${p.text('name')} went back from ${p.text('latest')} to ${p.text('version')}`,
  'version-skipped': (p) =>
    `${p.text('name')} ${p.text('version')}, which lies between versions seen before`,
  'system-same': (p) => `${p.text('name')} ${p.text('version')}, as before`,
  'system-upgrade': (p) =>
    `${p.text('name')} went from ${p.text('latest')} to ${p.text('version')}`,
  'system-downgrade': (p) =>
    `${p.text('name')} ${p.text('version')}, where ${p.text('latest')} was seen before`,
  'pairing-usual': (p) => `this browser on ${p.text('network')}, as on ${days(p)} before`,
  'pairing-new': (p) => `this browser was never on ${p.text('network')} before`,
  'device-usual': (p) => `a device known from ${days(p)}`,
  'device-new': () => 'a device that was not used before',
  'device-missing': () => 'without the cookie of a known device',
  'ja4-usual': (p) => `the TLS fingerprint of ${days(p)} before`,
  'ja4-new': () => 'a TLS fingerprint that was not seen before',
  'ja4-inconsistent': (p) =>
    `a TLS fingerprint that no other ${p.text('family')} has: the browser's name may be borrowed`,
  'offset-usual': (p) => `the client's clock at ${p.offset('offset')}, as on ${days(p)} before`,
  'offset-new': (p) => `the client's clock at ${p.offset('offset')}, as never before`,
  'offset-elsewhere': (p) =>
    `the client's clock at ${p.offset('offset')} is of no place in ${p.country('country')}: the address may be a proxy's`,
  'hour-usual': (p) => `around ${p.clock('hour')}, a usual hour`,
  'hour-unusual': (p) => `around ${p.clock('hour')}, an unusual hour`,
  'weekday-usual': (p) => `on a ${p.weekday('weekday')}, a usual day`,
  'weekday-unusual': (p) => `on a ${p.weekday('weekday')}, a less usual day`,
  'travel-implausible': (p) =>
    `${p.country('to')} is at least ${p.text('km')} km from ${p.country('from')}, where the last sign-in was ${p.text('hours')} h ago`,
  'failures-recent': (p) =>
    p.number('failures') === 1
      ? 'after 1 failed attempt'
      : `after ${p.text('failures')} failed attempts`,
  'pattern-usual': () => 'hour, pause, network and browser go together as usual',
  'pattern-slight': () => 'hour, pause, network and browser go together a little less than usual',
  'pattern-hour': (p) => `the hour is ${side(p, 'odder', 'plainer')} than usual, taken together`,
  'pattern-pause': (p) =>
    `the pause since the last sign-in is ${side(p, 'long', 'short')}, taken together`,
  'pattern-network': (p) =>
    `the network is ${side(p, 'odder', 'plainer')} than usual, taken together`,
  'pattern-client': (p) =>
    `the browser is ${side(p, 'odder', 'plainer')} than usual, taken together`,
  'pattern-roundTrip': (p) =>
    `the answer time of the line is ${side(p, 'long', 'short')}, taken together`,
  'pattern-failures': (p) =>
    `${side(p, 'more', 'fewer')} failed attempts than usual, taken together`,
  'pattern-distance': (p) =>
    `${side(p, 'farther from', 'nearer to')} the last place than usual, taken together`,
  'judge-consistent': () => 'the second opinion finds the same person likelier',
  'judge-inconsistent': () => 'the second opinion finds somebody else likelier',
};
