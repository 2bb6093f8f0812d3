import { VedetteError } from '@vedette/core';

import type { OpenBundle } from '../evidence/evidence-store.ts';
import { type ContainContext, logEvent, type OpenAction } from './contain-context.ts';

/**
 * Seals what was gathered and logs the digest of its manifest. Returns why it could not, if so: the
 * bundle then stays open for the next run.
 */
export async function sealAction(
  context: ContainContext,
  action: OpenAction,
  { bundle, outcome }: { readonly bundle: OpenBundle; readonly outcome: string },
): Promise<string | null> {
  try {
    const { manifestSha256 } = await bundle.seal({
      host: action.host.name,
      target: action.target,
      plan: action.plan,
      finding: action.finding,
      who: context.who,
      outcome,
      sealedAt: new Date(context.clock.epochMs()),
    });
    await logEvent(context, action, { kind: 'sealed', manifestSha256 });
    return null;
  } catch (error) {
    if (!(error instanceof VedetteError)) throw error;
    return error.message;
  }
}
