/** What an application does, from least to most. */
export const DECISIONS = ['allow', 'notify', 'step-up', 'deny'] as const;
export type Decision = (typeof DECISIONS)[number];

/** How far decisions reach: only recorded, at most a notice to the user, or as they are. */
export const MODES = ['observe', 'notify', 'enforce'] as const;
export type Mode = (typeof MODES)[number];

/** The rank of a decision: higher is more. */
export function rankOf(decision: Decision): number {
  return DECISIONS.indexOf(decision);
}

/** What a mode leaves of a decision. */
export function inMode(decision: Decision, mode: Mode): Decision {
  if (mode === 'observe') return 'allow';
  if (mode === 'notify') return rankOf(decision) > rankOf('notify') ? 'notify' : decision;
  return decision;
}
