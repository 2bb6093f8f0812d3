/**
 * Secrets that are known by their looks, in the formats that their issuers document. Each begins
 * only where a run of its own characters begins, so that no text makes the search quadratic.
 */
const SHAPES: readonly RegExp[] = [
  /(?<!\w)(?:AKIA|ASIA)[0-9A-Z]{16}(?!\w)/g,
  /(?<!\w)gh[pousr]_\w{20,}/g,
  /(?<!\w)github_pat_\w{20,}/g,
  /(?<![\w-])gl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\w.-]{16,}/g,
  /(?<![\w-])xox[abceoprs]-[\w-]{10,}/g,
  /(?<![\w-])xapp-[\w-]{10,}/g,
  /(?<!\w)(?:(?:sk|rk)_(?:live|test)|whsec)_[A-Za-z0-9]{10,}/g,
  /(?<![\w-])sk-(?:(?:ant|proj|svcacct|or)-[\w-]{20,}|[A-Za-z0-9]{32,})/g,
  /(?<!\w)npm_[A-Za-z0-9]{36,}/g,
  /(?<!\w)vdt_[0-9a-f]{12}_[\w-]{43}/g,
  /(?<!\w)hf_[A-Za-z0-9]{30,}/g,
  /(?<!\w)dop_v1_[0-9a-f]{64}/g,
  /(?<![\w-])pypi-[\w-]{50,}/g,
  /(?<![\w-])AIza[\w-]{35,}/g,
  /(?<![\w-])ya29\.[\w-]{20,}/g,
  /(?<![\w.-])SG\.[\w-]{16,}\.[\w-]{16,}/g,
  /(?<![\w-])eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]+){0,3}/g,
  /(?<![\w:])[0-9]{8,10}:AA[\w-]{32,}/g,
  /(?<=hooks\.slack\.com\/services\/)[\w/]{20,}/g,
  /(?<=discord(?:app)?\.com\/api\/webhooks\/)[\w/-]{20,}/g,
  /(?<!\w)AGE-SECRET-KEY-1[0-9A-Z]{50,}/g,
  // `Bearer` in prose is followed by shorter words.
  /(?<=(?<!\w)bearer[ \t]{1,4})[\w.~+/=-]{16,}/gi,
  // `scheme://user:password@`: the user stays, who it was is of use.
  /(?<=:\/\/[^\s/:@"'`]{0,256}:)[^\s/"'`]{1,4096}(?=@)/g,
];

const PEM_BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const PEM_END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/**
 * Every shape has one of these in it: the letters that its issuer begins it with, or what stands
 * around a password. One search instead of two dozen for most texts that there are.
 */
const MAY_HAVE_SHAPE =
  /A[KS]IA|gh[pousr]_|github_pat_|gl[a-z]{2,4}-|xox|xapp-|[sr]k[_-]|whsec_|npm_|vdt_|hf_|dop_v1_|pypi-|AIza|ya29\.|SG\.|eyJ|:AA|services\/|webhooks\/|AGE-SECRET|bearer|:\/\/|-----BEGIN/i;

/** Replaces every secret that is known by its looks. */
export function replaceShapes(text: string, replace: (secret: string) => string): string {
  return MAY_HAVE_SHAPE.test(text) ? replaceEachShape(text, replace) : text;
}

/** The same without the look ahead; for the test that nothing is overlooked. */
export function replaceEachShape(text: string, replace: (secret: string) => string): string {
  return SHAPES.reduce(
    (shown, shape) => shown.replaceAll(shape, replace),
    replacePrivateKeys(text, replace),
  );
}

/** A private key that was cut short is hidden to the end of the text. */
function replacePrivateKeys(text: string, replace: (secret: string) => string): string {
  let shown = '';
  let from = 0;
  for (;;) {
    PEM_BEGIN.lastIndex = from;
    const begin = PEM_BEGIN.exec(text);
    if (begin === null) return shown + text.slice(from);
    PEM_END.lastIndex = PEM_BEGIN.lastIndex;
    const to = PEM_END.exec(text) === null ? text.length : PEM_END.lastIndex;
    shown += text.slice(from, begin.index) + replace(text.slice(begin.index, to));
    from = to;
  }
}
