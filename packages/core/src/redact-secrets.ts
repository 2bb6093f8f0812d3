import { isSecretHeader, isSecretName } from './secret-names.ts';
import { replaceShapes } from './secret-shapes.ts';

/** A name, and what stands between it and its value. The value is read by hand: it may be long. */
const ASSIGNMENT =
  /(?<![\w.-])(-{0,2}[A-Za-z_][\w.-]{0,127})(\\?["'`]?[ \t]{0,4}[=:][ \t]{0,4}|[ \t]{1,4})/g;
/** Both markers that there are: by length, and by the digest that a `Hide` of the sensor makes. */
const MARKER = /\[redacted(?: [0-9]{1,12} chars|:[0-9a-f]{8})\]/y;
/** The scheme of an Authorization header stays: it is no secret, and says what is. */
const SCHEME = /(?:aws4-hmac-sha256|basic|bearer|digest|negotiate|token)[ \t]{1,4}/iy;
/** What is hidden may uncover the name of what stands after it; more than twice is contrived. */
const ROUNDS_MAX = 8;
const QUOTES = '"\'`';
/** What closes a list or a sentence around an unquoted value. */
const CLOSING = /["'`)}\],;]+$/;
const CLOSING_MAX = 8;

/** What stands in the place of a secret: `[redacted N chars]` or `[redacted:1a2b3c4d]`. */
export type Hide = (secret: string) => string;

/**
 * Hides the secrets of an environment in text that is shown; what is stored is never passed
 * through it.
 *
 * @param text NAME=VALUE strings, each ended by NUL as in `/proc/PID/environ`, else by a line break;
 * a line without a name belongs to the value before it.
 * @example redactEnvironment('HOME=/root\0DB_PASS=x y\0') // 'HOME=/root\0DB_PASS=[redacted 3 chars]\0'
 */
export function redactEnvironment(text: string): string {
  const byNul = text.includes('\0');
  const strings = byNul ? text.split('\0') : text.split(/\n(?=[A-Za-z_][\w.-]{0,127}=)/);
  return strings
    .map((variable) => redactVariableString(variable, byLength))
    .join(byNul ? '\0' : '\n');
}

/**
 * Hides what looks like a secret in any text that is shown: values of telling names and options,
 * passwords in URLs, headers, private keys and tokens that are known by their looks. It errs
 * towards hiding, takes time linear in the text, and changes nothing that it already hid.
 *
 * @example redactText('curl --token abc https://me:pw@x/') // 'curl --token [redacted 3 chars] https://me:[redacted 2 chars]@x/'
 */
export function redactText(text: string, hide: Hide = byLength): string {
  if (text.includes('\0')) return redactArguments(text.split('\0'), hide).join('\0');
  let shown = text;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const next = replaceShapes(redactAssignments(shown, hide), (secret) => marker(secret, hide));
    if (next === shown) break;
    shown = next;
  }
  return shown;
}

/** The same for a command line whose arguments are known: a value may have spaces in it. */
export function redactArguments(argv: readonly string[], hide: Hide = byLength): string[] {
  return argv.map((argument, index) => {
    const option = argv[index - 1] ?? '';
    const named = /^-{1,2}[A-Za-z_][\w.-]*$/.test(option) && isSecretName(option, argument);
    if (named && argument !== '' && !argument.startsWith('-')) return marker(argument, hide);
    const assigned = /^(-{0,2}[A-Za-z_][\w.-]{0,127}=)(.+)$/s.exec(argument);
    if (assigned !== null) return redactVariableString(argument, hide);
    return redactText(argument, hide);
  });
}

function redactVariableString(variable: string, hide: Hide): string {
  const at = variable.indexOf('=');
  if (at < 0) return redactText(variable, hide);
  const name = variable.slice(0, at);
  const value = variable.slice(at + 1);
  if (value === '') return variable;
  return `${name}=${isSecretName(name, value) ? marker(value, hide) : redactText(value, hide)}`;
}

/** What `ASSIGNMENT` has between a name and its value. */
const SEPARATOR = /[=: \t]/;

function redactAssignments(text: string, hide: Hide): string {
  if (!SEPARATOR.test(text)) return text;
  let shown = '';
  let from = 0;
  const assignment = new RegExp(ASSIGNMENT);
  for (let found = assignment.exec(text); found !== null; found = assignment.exec(text)) {
    const [, name = '', between = ''] = found;
    const after = assignment.lastIndex;
    // What looked like a value may be a name itself: `env DB_PASS=x`.
    assignment.lastIndex = found.index + name.length;
    // By the name alone first: to look for the end of every value would be quadratic.
    if (!isSecretName(name, '')) continue;
    const { start, end } = valueOf(text, { name, between, at: after, before: found.index });
    if (end === start) continue;
    const value = text.slice(start, end);
    if (isSecretName(name, value)) {
      shown += text.slice(from, start) + marker(value, hide);
      from = end;
    }
    assignment.lastIndex = end;
  }
  return shown + text.slice(from);
}

interface Assignment {
  readonly name: string;
  readonly between: string;
  /** Where the value begins. */
  readonly at: number;
  /** Where the name begins. */
  readonly before: number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function valueOf(text: string, { name, between, at, before }: Assignment): Range {
  const first = text[at] ?? '';
  // `the key is here` is prose, `--key here` is an option; `--key --next` has no value.
  if (!/[=:]/.test(between) && (!name.startsWith('-') || first === '-')) {
    return { start: at, end: at };
  }
  if (isSecretHeader(name) && between.includes(':') && !QUOTES.includes(first)) {
    return headerValue(text, { at, quote: text[before - 1] ?? '' });
  }
  const mark = markerEnd(text, at);
  if (mark !== undefined) return { start: at, end: mark };
  const escaped = first === '\\' && QUOTES.includes(text[at + 1] ?? ' ');
  const opening = escaped ? text.slice(at, at + 2) : first;
  if (escaped || (first !== '' && QUOTES.includes(first))) {
    const start = at + opening.length;
    return { start, end: quotedEnd(text, { start, closing: opening }) };
  }
  return { start: at, end: wordEnd(text, at) };
}

/** To the end of the line, or of the quotes that the whole header is in. */
function headerValue(text: string, { at, quote }: { at: number; quote: string }): Range {
  SCHEME.lastIndex = at;
  const start = SCHEME.test(text) ? SCHEME.lastIndex : at;
  const mark = markerEnd(text, start);
  if (mark !== undefined) return { start, end: mark };
  const line = indexOr(text, /[\r\n]/g, start);
  const close = quote !== '' && QUOTES.includes(quote) ? text.indexOf(quote, start) : -1;
  return { start, end: close < 0 ? line : Math.min(line, close) };
}

/** Of a quotation that nobody closes, the rest of the text. */
function quotedEnd(text: string, { start, closing }: { start: number; closing: string }): number {
  for (let at = text.indexOf(closing, start); at >= 0; at = text.indexOf(closing, at + 1)) {
    if (text[at - 1] !== '\\' || at === start) return at;
  }
  return text.length;
}

function wordEnd(text: string, start: number): number {
  const end = indexOr(text, /\s/g, start);
  // Looked for in the last characters only: a search from the front would try at each of them.
  const tail = text.slice(Math.max(start, end - CLOSING_MAX), end);
  return end - (tail.length - tail.replace(CLOSING, '').length);
}

function indexOr(text: string, pattern: RegExp, from: number): number {
  const search = new RegExp(pattern);
  search.lastIndex = from;
  return search.exec(text)?.index ?? text.length;
}

function markerEnd(text: string, at: number): number | undefined {
  const search = new RegExp(MARKER);
  search.lastIndex = at;
  return search.test(text) ? search.lastIndex : undefined;
}

/** What is hidden already stays as it is. */
export function marker(secret: string, hide: Hide): string {
  return markerEnd(secret, 0) === secret.length ? secret : hide(secret);
}

/** What stands where a secret was, if nobody says otherwise. */
export function byLength(secret: string): string {
  return `[redacted ${secret.length} chars]`;
}
