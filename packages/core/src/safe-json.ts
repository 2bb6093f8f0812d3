/** As in core's escapeText: what JSON.stringify leaves as it is, and a terminal might obey. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0\u2800]/gu;
const LINE_FEED = '\n';
/** Nearly every text; a class of property escapes takes ten times as long to look for. */
const PLAIN = /^[\n -~]*$/;

/**
 * JSON whose text is inert on a terminal: control, bidi and invisible characters are written as
 * `\uXXXX`, which means the same to every parser.
 */
export function safeJson(value: unknown, indent?: number): string {
  const json = JSON.stringify(value, undefined, indent);
  if (PLAIN.test(json)) return json;
  return json.replace(UNSAFE, (char) =>
    char === LINE_FEED ? char : [...codeUnits(char)].map(escapeUnit).join(''),
  );
}

function* codeUnits(char: string): Generator<number> {
  for (let at = 0; at < char.length; at += 1) yield char.charCodeAt(at);
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
