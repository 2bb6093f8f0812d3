/** The reasons of a verdict: a code and the template of its text. */
export const REASON_TEXTS = {
  'program-new': '{name} has never run in this workload',
  'program-rare': '{name} is rare in this workload',
  'place-unusual': '{name} runs from a {place} place',
  'lineage-new': '{parent} has never started {name} here{user}',
  'lineage-rare': '{parent} rarely starts {name} here{user}',
  'arguments-new': 'new arguments for {name}: {words}',
  'reach-new': '{name} has never reached {path} in this workload',
  'network-new': 'a new other end for {name}: {words}',
  'attackers-do': 'public attack material has much like it{word}',
  'administrators-do': 'ordinary administration looks like it',
  'one-more-argument': 'but for one argument it is a known command',
  'fleet-does': '{workloads} other workloads do it too',
} as const;

export type ReasonCode = keyof typeof REASON_TEXTS;

/** Each template cut at its places: what stands between them, and every second the name of one. */
const PIECES = Object.fromEntries(
  Object.entries(REASON_TEXTS).map(([code, text]) => [code, text.split(/\{(\w+)\}/)]),
);

/** Fills a template; what comes from a host must be escaped before. */
export function reasonText(
  code: ReasonCode,
  parameters: Readonly<Record<string, string | number>>,
): string {
  let text = '';
  for (const [at, piece] of (PIECES[code] ?? []).entries())
    text += at % 2 === 0 ? piece : String(parameters[piece] ?? '');
  return text;
}
