import type { Finding } from '../findings/finding.ts';
import type { Action } from './action.ts';
import type { ContainContext } from './contain-context.ts';
import type { ContainmentResult } from './containment-result.ts';
import type { Refusal } from '../action/containment.ts';

/** What a finding says of its containment. */
export type Mark = NonNullable<Finding['contained']>;

/** Why something is never frozen, in words. */
const REFUSAL_TEXT: Readonly<Record<Refusal, string>> = {
  init: 'it is the first process of the host',
  'kernel-thread': 'it is a thread of the kernel',
  'own-ancestry': 'the sweep itself runs under it',
  'own-session': 'it belongs to the session of the sweep',
  'system-daemon': 'the host cannot be run without it',
  engine: 'it runs the containers',
  'packaged-program': 'it is an unchanged program of a package',
  'own-container': 'the sweep itself runs in its container',
  'container-unverified': 'it is not certain whose container it is in',
  'not-permitted': 'the login may not freeze it',
  'no-identity': 'the host did not say wholly which process it is',
  'too-many-members': 'too many processes belong to it',
};

export function refusalText(code: Refusal): string {
  return REFUSAL_TEXT[code];
}

/** A process of the list is an alert, and no more was due. */
export function refusedMark(code: Refusal): Mark {
  return unheld('refused', `not frozen: ${refusalText(code)}`);
}

/** More freezes at once than a mistake should be able to cause. */
export function stormMark(
  hostFreezes: number,
  { freezesPerHost, freezesPerFleet }: ContainContext['settings'],
): Mark {
  const limit =
    hostFreezes >= freezesPerHost
      ? `freezes_per_host is ${freezesPerHost}`
      : `freezes_per_fleet is ${freezesPerFleet}`;
  return unheld(
    'storm',
    `not frozen: a storm of slam-dunks (${limit}); look before more is frozen`,
  );
}

/** A person let it go; only a person freezes it again. */
export function thawedMark({ id, who }: Action): Mark {
  const text = `not frozen again: ${id} was thawed by hand (frozen for ${who})`;
  return { state: 'thawed', method: null, evidence: id, text };
}

/** Held by an action of an earlier run, or together with another finding of this one. */
export function heldMark({ id, state, plan }: Action): Mark {
  const held = state === 'frozen' || state === 'stopped';
  return {
    state: held ? 'frozen' : state === 'loose' ? 'loose' : 'incomplete',
    method: plan.method,
    evidence: id,
    text: held ? 'frozen' : `containment ${id} is not whole`,
  };
}

/** What came of containing it just now. */
export function resultMark({ id, state, complete, method, text }: ContainmentResult): Mark {
  switch (state) {
    case 'frozen':
    case 'stopped':
      return { state: complete ? 'frozen' : 'incomplete', method, evidence: id, text };
    case 'refused':
      return unheld('refused', text);
    case 'gone':
      return { state: 'gone', method: null, evidence: null, text };
    case 'loose':
      return { state: 'loose', method, evidence: id, text };
    case 'planned':
    case 'captured':
    case 'freezing':
    case 'abandoned':
    case 'undone':
    case 'thawing':
    case 'thawed':
      return { state: 'incomplete', method, evidence: id, text };
  }
}

function unheld(state: 'refused' | 'storm', text: string): Mark {
  return { state, method: null, evidence: null, text };
}
