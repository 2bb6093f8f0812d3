import { z } from 'zod';

import { PID_MAX, wholeNumber } from '../wire/field-schemas.ts';
import { ContainerBefore, Member, Method, REFUSALS } from '../action/containment.ts';

const pid = wholeNumber(1, PID_MAX);
const start = wholeNumber(0, Number.MAX_SAFE_INTEGER);
/** The host cuts a value at 1024 bytes; argv and paths are its text, only shown. */
const hostText = z.string().max(4096);
const detail = hostText.default('').transform((text) => text.slice(0, 500));

/** Every record that a step may send, by its type. */
export const STEP_RECORDS = {
  /** Is what is there still what was judged? */
  target: z.strictObject({
    result: z.enum(['same', 'gone', 'changed']),
    what: z.enum(['boot', 'start', 'exe', 'container']).optional(),
  }),
  refuse: z.strictObject({ code: z.enum(REFUSALS), detail }),
  /** A container as it was before anything was done to it. */
  container: z
    .strictObject({
      engine: ContainerBefore.shape.engine,
      id: ContainerBefore.shape.id,
      restart: ContainerBefore.shape.restart,
      retries: wholeNumber(0, 1_000_000),
      state: ContainerBefore.shape.state,
      name: hostText,
      image: hostText,
      orchestrator: hostText,
    })
    .transform(({ engine, id, restart, retries, state, name, image, orchestrator }) => ({
      before: { engine, id, restart, restartRetries: retries, state },
      name,
      image,
      orchestrator,
    })),
  member: z
    .strictObject({
      pid,
      start,
      exe: Member.shape.exe,
      role: Member.shape.role,
      stopped: z.enum(['0', '1']),
      argv: hostText,
      path: hostText,
    })
    .transform(({ pid: number, start: startTicks, exe, role, stopped, argv, path }) => ({
      member: { pid: number, startTicks, exe, role, stopped: stopped === '1' },
      argv: argv.trimEnd().replaceAll('\n', ' '),
      path,
    })),
  method: z.strictObject({ name: Method }).transform(({ name }) => name),
  program: z.strictObject({ bytes: wholeNumber(0, Number.MAX_SAFE_INTEGER), path: hostText }),
  held: z
    .strictObject({ pid, start, state: z.enum(['frozen', 'stopped', 'running', 'gone']) })
    .transform(({ pid: number, start: startTicks, state }) => ({ pid: number, startTicks, state })),
  undone: z.strictObject({ pid, why: z.enum(['changed', 'gone']) }),
  released: z
    .strictObject({ pid, start })
    .transform(({ pid: number, start: startTicks }) => ({ pid: number, startTicks })),
  /** A container as it is now. */
  containerNow: z.strictObject({
    state: z.enum(['running', 'paused', 'exited', 'gone', 'unknown']),
    restart: ContainerBefore.shape.restart,
  }),
  frozen: z.strictObject({
    result: z.enum(['frozen', 'refused', 'changed', 'gone', 'loose', 'failed']),
    detail,
  }),
  seen: z.strictObject({ result: z.enum(['frozen', 'partly', 'loose', 'gone']), detail }),
  thawed: z.strictObject({ result: z.enum(['thawed', 'partly', 'gone', 'failed']), detail }),
  stopped: z.strictObject({ result: z.enum(['stopped', 'paused', 'failed']), detail }),
} as const;

export type StepRecord<Name extends keyof typeof STEP_RECORDS> = z.output<
  (typeof STEP_RECORDS)[Name]
>;
