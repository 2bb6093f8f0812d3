const ESCAPES: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  "'": "'",
  '\\': '\\',
};
const ELEMENT = /'((?:[^'\\]|\\.)*)'/gs;

/**
 * What the official client wrote into a `param_NAME` of the URL, by the type that the statement
 * gives it: the engine here takes values, where a server takes their text.
 */
export function readParam(sql: string, name: string, text: string): string | string[] {
  if (!sql.includes(`{${name}:Array(String)}`)) return unescaped(text);
  return [...text.matchAll(ELEMENT)].map(([, element = '']) => unescaped(element));
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (whole, char: string) => ESCAPES[char] ?? whole);
}
