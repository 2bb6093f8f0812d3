import Bowser from 'bowser';

import type { DigestKey } from './digest-key.ts';
import { type ClientHints, hintsAgree } from './hints-agree.ts';
import type { Client } from './sign-in.ts';

/** Longer user agents are cut: none of a real browser is, and parsing must stay bounded. */
const USER_AGENT_CHARS_MAX = 512;
const WORD_MAX = 40;
const UNKNOWN = 'unknown';

/** Programs that say what they are; a browser's page cannot be signed in to by them. */
const SCRIPT =
  /^(?:curl|wget|python|go-http|java|okhttp|axios|node|undici|libwww|ruby|php|postman|insomnia)|headless|phantomjs|selenium|puppeteer|playwright/i;

/** Frozen by the browsers (`Windows NT 10.0`, macOS `10_15_7`): the number says nothing there. */
const FROZEN_OS_VERSION = new Set(['Windows', 'macOS', 'Linux']);

/**
 * Browser, system and type of device from a user agent; null for an empty one. Client hints win
 * over what browsers freeze in the user agent.
 */
export function readClient(
  userAgent: string,
  digestKey: DigestKey,
  hints: ClientHints = { platform: null, platformVersion: null, brands: null },
): Client | null {
  const text = userAgent.slice(0, USER_AGENT_CHARS_MAX).trim();
  if (text === '') return null;
  const { browser, os, platform } = Bowser.parse(text);
  const system = word(hints.platform ?? os.name);
  const named = word(browser.name);
  const program = SCRIPT.exec(text)?.[0].toLowerCase();
  const version = hints.platformVersion ?? (FROZEN_OS_VERSION.has(system) ? null : os.version);
  return {
    family: named === UNKNOWN ? word(program) : named,
    major: majorOf(browser.version),
    os: system,
    osMajor: majorOf(version),
    type: program !== undefined ? 'script' : deviceType(platform.type),
    hintsAgree: hintsAgree(text, { os: word(os.name) }, hints),
    modelKey: digestKey('model', text.replaceAll(/\d+(?:[._]\d+)*/g, '0')),
  };
}

/** The first number of a version, or null. */
export function majorOf(version: string | null | undefined): number | null {
  const digits = /^\D{0,8}(\d{1,5})(?!\d)/.exec(version ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

function deviceType(type: string | undefined): Client['type'] {
  return type === 'desktop' || type === 'mobile' || type === 'tablet' ? type : 'other';
}

function word(text: string | null | undefined): string {
  const kept = (text ?? '').replaceAll(/[^A-Za-z0-9 .+-]/g, '').slice(0, WORD_MAX);
  return kept === '' ? UNKNOWN : kept;
}
