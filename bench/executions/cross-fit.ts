import { hashText, type Prior, type Shape } from '@vedette/executions';

import type { AttackExample } from '../../scripts/train-prior/attack-examples.ts';
import type { BenignExamples } from '../../scripts/train-prior/benign-examples.ts';
import { distinctCommands } from '../../scripts/train-prior/command-shape.ts';
import { fitPrior } from '../../scripts/train-prior/fit-prior.ts';

const FOLDS = 4;

/** Priors for one workload: none has seen that workload, nor the attacks that it judges. */
export interface CrossFitted {
  /** One for each fold of attacks. */
  readonly priors: readonly Prior[];
  readonly foldOf: (attack: AttackExample) => number;
}

/** Splits attacks by technique, tool or session, never one of them on both sides. */
export function crossFit(
  attacks: readonly AttackExample[],
  benign: BenignExamples,
  workload: string,
): CrossFitted {
  const foldOf = ({ group }: AttackExample): number => hashText(group, 7) % FOLDS;
  return { priors: fitFolds(attacks, benign, { workload, folds: FOLDS, foldOf }), foldOf };
}

/** The same with a whole collection held out at a time. */
export function crossFitBySet(
  attacks: readonly AttackExample[],
  benign: BenignExamples,
  workload: string,
): CrossFitted {
  const sets = [...new Set(attacks.map(({ set }) => set))].toSorted();
  const foldOf = ({ set }: AttackExample): number => sets.indexOf(set);
  return { priors: fitFolds(attacks, benign, { workload, folds: sets.length, foldOf }), foldOf };
}

/** One prior of all attacks that has not seen the workload. */
export function priorWithout(
  attacks: readonly AttackExample[],
  benign: BenignExamples,
  workload: string,
): Prior {
  return fitPrior({
    attacks: distinctCommands(attacks.map(({ shape }) => shape)),
    written: [...benign.asked, ...benign.scripted],
    recorded: recordedWithout(benign, workload),
  });
}

function recordedWithout(benign: BenignExamples, workload: string): Shape[] {
  const others = [...benign.recorded].filter(([name]) => name !== workload);
  return distinctCommands(others.flatMap(([, shapes]): readonly Shape[] => shapes));
}

function fitFolds(
  attacks: readonly AttackExample[],
  benign: BenignExamples,
  options: {
    readonly workload: string;
    readonly folds: number;
    readonly foldOf: (attack: AttackExample) => number;
  },
): Prior[] {
  const recorded = recordedWithout(benign, options.workload);
  const written = [...benign.asked, ...benign.scripted];
  return Array.from({ length: options.folds }, (_, fold) => {
    const kept = attacks.filter((attack) => options.foldOf(attack) !== fold);
    return fitPrior({
      attacks: distinctCommands(kept.map(({ shape }) => shape)),
      written,
      recorded,
    });
  });
}
