export const KINDS = ['exec', 'running', 'exit', 'exec-failed', 'connect', 'listen'] as const;
export type Kind = (typeof KINDS)[number];

/** Spans up to now; a day where nothing is said. */
export const SPANS = ['15m', '1h', '24h', '7d'] as const;
export type Span = (typeof SPANS)[number];

/** The server takes no more values of one filter, and a URL must stay one. */
const VALUES_MAX = 50;
const VALUE_CHARS_MAX = 4_096;

/** Which executions are shown: everything of it is in the URL. */
export interface ExecutionsSearch {
  readonly workload?: string;
  readonly host?: string;
  readonly exe?: readonly string[];
  /** Names of the parent. */
  readonly parent?: readonly string[];
  readonly kind?: readonly Kind[];
  readonly uid?: readonly number[];
  /** What is left out, as `field:value`. */
  readonly not?: readonly string[];
  /** Id of a process: its own events. */
  readonly process?: string;
  /** Id of a process: the events of its children. */
  readonly parentProcess?: string;
  readonly shape?: string;
  readonly finding?: string;
  readonly min?: number;
  readonly order?: 'highest-score';
  readonly span?: Span;
  /** A span of one's own, in Unix ms; instead of `span`. */
  readonly from?: number;
  readonly to?: number;
  readonly live?: 'off';
}

/** Reads what a URL says; what it cannot mean is left out. */
export function readExecutionsSearch(search: Record<string, unknown>): ExecutionsSearch {
  const [min] = numbersOf(search['min']);
  const [from] = numbersOf(search['from']);
  const [to] = numbersOf(search['to']);
  return dropEmpty({
    workload: textsOf(search['workload'])[0],
    host: textsOf(search['host'])[0],
    exe: textsOf(search['exe']),
    parent: textsOf(search['parent']),
    kind: textsOf(search['kind']).flatMap((text) => KINDS.filter((kind) => kind === text)),
    uid: numbersOf(search['uid']).filter(Number.isSafeInteger),
    not: textsOf(search['not']),
    process: textsOf(search['process'])[0],
    parentProcess: textsOf(search['parentProcess'])[0],
    shape: textsOf(search['shape'])[0],
    finding: textsOf(search['finding'])[0],
    min: min !== undefined && min > 0 && min <= 1 ? min : undefined,
    order: search['order'] === 'highest-score' ? 'highest-score' : undefined,
    span: SPANS.find((span) => span === search['span'] && span !== '24h'),
    from: from === undefined ? undefined : Math.floor(from),
    to: to === undefined ? undefined : Math.floor(to),
    live: search['live'] === 'off' ? 'off' : undefined,
  });
}

type Draft = { readonly [Key in keyof ExecutionsSearch]: ExecutionsSearch[Key] | undefined };

/** Leaves out what says nothing, so that a view has one URL. */
export function dropEmpty(draft: Draft): ExecutionsSearch {
  const said = Object.entries(draft).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(said);
}

function textsOf(value: unknown): readonly string[] {
  const all = [value].flat().slice(0, VALUES_MAX);
  return all.flatMap((one) => {
    const text = typeof one === 'number' ? String(one) : one;
    return typeof text === 'string' && text !== '' ? [text.slice(0, VALUE_CHARS_MAX)] : [];
  });
}

function numbersOf(value: unknown): readonly number[] {
  const all = [value].flat().slice(0, VALUES_MAX);
  return all.flatMap((one) => {
    const number = typeof one === 'string' && one !== '' ? Number(one) : one;
    return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? [number] : [];
  });
}
