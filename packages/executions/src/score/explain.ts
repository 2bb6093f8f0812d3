import { escapeText, type Reason, sortReasons } from '@vedette/core';

import type { FleetOpinion } from '../fleet/ask-fleet.ts';
import type { PriorOpinion } from '../prior/prior.ts';
import type { Shape } from '../shape/shape.ts';
import type { Novelty } from './novelty.ts';
import { type ReasonCode, reasonText } from './reason-texts.ts';
import type { Scored } from './score-shape.ts';
import { novelNats } from './weigh.ts';

/** Contributions are whole millionths: they sum to the score exactly, and still rank. */
const UNITS = 1_000_000;
const SHOWN_NAME = 64;
/** Nearly every name: what has nothing to escape need not be looked through by class. */
const PLAIN = /^[ -~]{0,64}$/;
/** Above this a part counts as never seen, not as rare. */
const NEVER = 0.99;

/** Everything that a verdict is explained from. */
export interface Grounds {
  readonly shape: Shape;
  readonly novelty: Novelty;
  readonly scored: Scored;
  readonly prior: PriorOpinion;
  readonly fleet: FleetOpinion;
}

/** The score in whole millionths and its reasons, strongest first, which sum to it. */
export function explain(grounds: Grounds): { score: number; reasons: Reason[] } {
  const { scored } = grounds;
  const total = Math.round(scored.score * UNITS);
  if (total === 0) return { score: 0, reasons: [] };
  const parts = partsOf(grounds).map((part) => ({
    ...part,
    units: Math.round(part.contribution * UNITS),
  }));
  const sum = parts.reduce((units, part) => units + part.units, 0);
  const largest = parts.reduce((a, b) => (Math.abs(b.units) > Math.abs(a.units) ? b : a));
  const reasons = parts
    .map((part) => ({ ...part, units: part === largest ? part.units + total - sum : part.units }))
    .filter(({ units }) => units !== 0);
  const names = shownNames(grounds);
  const said = reasons.map(({ code, units, more }) => {
    const text = reasonText(code, { ...names, ...more });
    return { code, contribution: units / UNITS, text };
  });
  return { score: total / UNITS, reasons: sortReasons(said) };
}

interface Part {
  readonly code: ReasonCode;
  readonly contribution: number;
  /** What its text is filled with beside the names. */
  readonly more: Readonly<Record<string, string | number>>;
}

function partsOf(grounds: Grounds): Part[] {
  const { novelty, scored, prior, fleet } = grounds;
  const share = scored.baseline / Math.max(novelNats(scored.weighed), Number.MIN_VALUE);
  const say = (code: ReasonCode, contribution: number, more: Part['more'] = {}): Part => ({
    ...{ code, contribution, more },
  });
  const word = prior.strongest === null ? '' : `: ${shown(prior.strongest)}`;
  return [
    say(executableCode(grounds), scored.weighed.executable * share),
    say(lineageCode(grounds), scored.weighed.lineage * share),
    say('arguments-new', scored.weighed.arguments * share),
    say('reach-new', scored.weighed.reach * share, { path: shown(novelty.reached ?? '') }),
    say('network-new', scored.weighed.network * share),
    scored.prior > 0
      ? say('attackers-do', scored.prior, { word })
      : say('administrators-do', scored.prior),
    say('one-more-argument', scored.almost),
    say('fleet-does', scored.fleet, { workloads: Math.max(fleet.programs, fleet.commands) }),
  ];
}

function executableCode({ novelty }: Grounds): ReasonCode {
  if (novelty.place > novelty.program / 2) return 'place-unusual';
  return novelty.program > NEVER ? 'program-new' : 'program-rare';
}

function lineageCode({ novelty }: Grounds): ReasonCode {
  return novelty.pair > NEVER ? 'lineage-new' : 'lineage-rare';
}

function shownNames({ shape, novelty }: Grounds): Record<string, string> {
  return {
    name: shown(shape.name),
    parent: shown(shape.parent),
    place: shape.place === 'memory' ? 'memory-only' : shape.place,
    user: novelty.user > novelty.pair ? ` as ${shape.user}` : '',
    words: novelty.newest.map(shown).join(', '),
  };
}

function shown(text: string): string {
  if (PLAIN.test(text) && !text.startsWith('net:')) return text;
  return escapeText(text.replace(/^net:/, ''), SHOWN_NAME);
}
