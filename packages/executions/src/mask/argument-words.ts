import { maskName } from './mask-name.ts';

/** Words of one argument; inline programs of reverse shells have 20 to 60. */
const WORDS_PER_ARGUMENT_MAX = 96;
/** Deeper folders say where, not what. */
const PATH_DEPTH_MAX = 4;

const URL = /^([a-z][a-z0-9+.-]{1,15}):\/\/([^/?#\s]*)([^?#\s]*)/i;
/** A substitution of sed or perl that only changes text: with `e` or `w` it would run or write. */
const SUBSTITUTION = /^s([/|,#])(?:(?!\1).)*\1(?:(?!\1).)*\1[gIimp\d]*$/s;
/** Nothing is there, so nothing is reached. */
const NOWHERE = '/dev/null';
/** On every merged system these folders are links into `/usr`: one place, one word. */
const MERGED = /^\/(?=(?:s?bin|lib(?:32|64)?)(?:\/|$))/;
/** Nearly every word: no more than a name or a path, so that the rest need not be asked. */
const NAME_OR_PATH = /^(?!s\/)[\w./+~%-]*$/;
const CODE = /[\s;|&<>(){}'"`$]/;
const BETWEEN_CODE = /[\s;|&<>(){}[\]'"`,=!]+/;
const BETWEEN_VALUES = /[=:,@]+/;
const HOST_NAME = /^(?:[a-z0-9-]+\.)+(?:com|net|org|io|info|biz|ru|cn|xyz|top|sh|dev|me|co)$/i;

/**
 * The masked words of one argument, in order and bounded: options, the folders that a path goes
 * through and its name, both ends of an address, the words of an inline program. Words that start
 * with `net:` name the other end of a connection.
 */
export function argumentWords(argument: string): string[] {
  const words: string[] = [];
  const add = (word: string): void => {
    if (word !== '' && words.length < WORDS_PER_ARGUMENT_MAX) words.push(word);
  };
  if (argument.startsWith('-') && argument.length > 1) addOption(argument, add);
  else addValue(argument, add);
  return words;
}

type Add = (word: string) => void;

function addOption(argument: string, add: Add): void {
  const end = argument.search(/[=\s;|&<>(){}'"`$/]/);
  if (end === -1) return add(maskOption(argument));
  add(maskOption(argument.slice(0, end)));
  addValue(argument.slice(argument[end] === '=' ? end + 1 : end), add);
}

/** Case matters in options, numbers do not. */
function maskOption(option: string): string {
  return option.length > 40 ? '<long-option>' : option.replace(/\d+/g, '#');
}

function addValue(value: string, add: Add): void {
  if (NAME_OR_PATH.test(value))
    return value.includes('/') ? addFolders(value, add) : addName(value, add);
  if (URL.test(value) && !/\s/.test(value)) return addUrl(value, add);
  if (SUBSTITUTION.test(value)) return add('<substitution>');
  if (CODE.test(value)) return addCode(value, add);
  addPlain(value, add);
}

function addCode(code: string, add: Add): void {
  const pieces = code.split(BETWEEN_CODE, WORDS_PER_ARGUMENT_MAX);
  for (const piece of pieces) {
    if (piece === '') continue;
    if (URL.test(piece)) addUrl(piece, add);
    else if (piece.startsWith('-')) add(maskOption(piece));
    else addPlain(piece, add);
  }
}

function addPlain(value: string, add: Add): void {
  if (value.includes('/')) return addPath(value, add);
  if (!/[=:,@]/.test(value)) return addName(value, add);
  for (const part of value.split(BETWEEN_VALUES, 16)) if (part !== '') addName(part, add);
}

function addName(name: string, add: Add): void {
  const masked = maskName(name);
  if (masked.startsWith('<ip-')) return add(`net:${masked}`);
  if (masked === 'localhost') return add('net:<ip-own>');
  if (name.includes('.') && HOST_NAME.test(name)) add('net:<host>');
  add(masked);
}

function addPath(path: string, add: Add): void {
  const [before, written] = splitPrefix(path);
  if (before !== '') addPlain(before, add);
  addFolders(written, add);
}

/** The folders from the top, then the name by itself: `/etc`, `/etc/shadow`, `*shadow`. */
function addFolders(written: string, add: Add): void {
  if (written === NOWHERE) return add('<nowhere>');
  const rest = written.replace(MERGED, '/usr/');
  const rooted = rest.startsWith('/');
  const parts = rest.split('/', 32).filter((part) => part !== '' && part !== '.');
  const first = rooted ? '' : maskName(parts[0] ?? '');
  if (first.startsWith('<ip-')) {
    add(`net:${first}`);
    parts.shift();
  }
  const folders = parts.slice(0, PATH_DEPTH_MAX).map(maskName);
  const name = parts.length > folders.length ? maskName(parts.at(-1) ?? '') : folders.at(-1);
  if (name === undefined) return add(rooted ? '/' : './');
  let prefix = rooted ? '' : '.';
  for (const folder of folders) {
    prefix += `/${folder}`;
    add(prefix);
  }
  add(`*${name}`);
  const dot = name.lastIndexOf('.');
  if (dot > 0) add(`*${name.slice(dot)}`);
  if (name.startsWith('.') && name !== '..') add('<hidden>');
}

/** `if=/dev/zero` is a key and a path; `@exec:/bin/sh` likewise. */
function splitPrefix(path: string): readonly [string, string] {
  const match = /^([^/]*[=:,@])(\/.*)$/s.exec(path);
  return match === null ? ['', path] : [match[1] ?? '', match[2] ?? ''];
}

function addUrl(url: string, add: Add): void {
  const match = URL.exec(url);
  if (match === null) return;
  const [, scheme = '', authority = '', path = ''] = match;
  add(`net:${scheme.toLowerCase()}`);
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
  const masked = maskName(host);
  add(masked.startsWith('<ip-') ? `net:${masked}` : `net:${hostKind(masked)}`);
  if (!masked.startsWith('<ip-')) add(`net:${masked}`);
  if (path.length > 1) addPath(path.slice(1), add);
}

function hostKind(host: string): string {
  return host === 'localhost' ? '<ip-own>' : '<host>';
}
