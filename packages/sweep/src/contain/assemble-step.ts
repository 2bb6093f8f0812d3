import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { PROBE_DIR, scriptFragment, shellQuote } from '../probe/script-fragment.ts';
import { ActionId, type Member, Plan, TargetIdentity } from '../action/containment.ts';

/** What is done on the host, one script each; none but `freeze`, `thaw` and `stop` touches anything. */
export const STEPS = [
  'identify',
  'plan',
  'capture',
  'freeze',
  'evidence',
  'status',
  'thaw',
  'stop',
] as const;
export type Step = (typeof STEPS)[number];

/** Seconds of processor time that any one child may use: hashing 1 GiB takes some 4. */
const CPU_SECONDS_MAX = 60;
const BYTES_LIMIT = 2 ** 40;
const WALL_SECONDS_LIMIT = 24 * 3600;

const StepOptions = z.strictObject({
  /** Fresh for each step. */
  nonce: z.string().regex(/^[0-9a-f]{16,64}$/),
  step: z.enum(STEPS),
  action: ActionId,
  target: TargetIdentity,
  /** Absent for `identify` and `plan`. */
  plan: Plan.optional(),
  /** Bytes of evidence that the host may send, before base64. */
  bytesMax: z.number().int().min(0).max(BYTES_LIMIT),
  /** After so many seconds the script ends itself and its children. */
  wallSecondsMax: z.number().int().min(1).max(WALL_SECONDS_LIMIT),
});
export type StepOptions = z.infer<typeof StepOptions>;

/**
 * Assembles the script of one step for `sh -s` on a host. Nothing but integers, hex digits and
 * words of ours is ever put into it, and it is one function called on the last line, so a script
 * cut off on its way does nothing.
 *
 * @throws TypeError if any value is not what its schema says.
 */
export function assembleStep(options: StepOptions): string {
  const parsed = StepOptions.safeParse(options);
  if (!parsed.success) throw new TypeError(`not a step: ${z.prettifyError(parsed.error)}`);
  const { nonce, step, action, target, plan, bytesMax, wallSecondsMax } = parsed.data;
  const { container } = plan ?? {};
  return [
    'vedette_contain() {',
    `NONCE=${nonce}`,
    'CONTAINS=$NONCE',
    `WALL_SECONDS_MAX=${wallSecondsMax}`,
    `CPU_SECONDS_MAX=${CPU_SECONDS_MAX}`,
    `ACTION=${action}`,
    `BOOT=${target.bootId}`,
    `PID=${target.pid}`,
    `START=${target.startTicks}`,
    `EXE=${target.exe}`,
    `CONTAINER=${target.container ?? container?.id ?? ''}`,
    `METHOD=${plan?.method ?? ''}`,
    `MEMBERS='${(plan?.members ?? []).map(memberWord).join(' ')}'`,
    `ENGINE=${container?.engine ?? ''}`,
    `RESTART=${container?.restart ?? ''}`,
    `RETRIES=${container?.restartRetries ?? ''}`,
    `STATE=${container?.state ?? ''}`,
    `BYTES_MAX=${bytesMax}`,
    `CONTAIN_FRAMES=${shellQuote(scriptFragment('contain/frame.awk'))}`,
    ...SHARED.map(scriptFragment),
    ...readdirSync(join(PROBE_DIR, 'contain'))
      .filter((name) => name.endsWith('.sh'))
      .toSorted()
      .map((name) => scriptFragment(`contain/${name}`)),
    // The last line "done" proves that the step came to its end.
    `{ exec 4>&1; contain_${step} </dev/null && echo 'done'; } | awk -v nonce="$NONCE" "$CONTAIN_FRAMES"`,
    'stand_down',
    "PAYLOAD='finish sections=1'",
    `printf '@%s - 0 %d %s\\n' "$NONCE" "\${#PAYLOAD}" "$PAYLOAD"`,
    '}',
    'vedette_contain </dev/null',
    '',
  ].join('\n');
}

const SHARED = ['prelude.sh', 'owned.sh'];

/** A member as one word of the script: digits, `:` and words of ours between commas. */
function memberWord({ pid, startTicks, exe, role, stopped }: Member): string {
  return [pid, startTicks, exe === '' ? '-' : exe, role, stopped ? 1 : 0].join(',');
}
