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

/** Fills a template; what comes from a host must be escaped before. */
export function reasonText(
  code: ReasonCode,
  parameters: Readonly<Record<string, string | number>>,
): string {
  return REASON_TEXTS[code].replace(/\{(\w+)\}/g, (_, key: string) =>
    String(parameters[key] ?? ''),
  );
}
