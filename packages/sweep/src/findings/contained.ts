import { z } from 'zod';

/**
 * What became of a slam-dunk in an armed sweep. `incomplete`: it was due, and not all of it was
 * done. `refused`: it is on the never-freeze list, or not what it was. `storm`: more than one run
 * may freeze. `loose`: it was frozen and runs again. `thawed`: a person let it go.
 * `gone`: it had ended before anything was done.
 */
export const ContainedState = z.enum([
  'frozen',
  'incomplete',
  'refused',
  'loose',
  'storm',
  'thawed',
  'gone',
]);
export type ContainedState = z.infer<typeof ContainedState>;

/** The containment of one finding's process. */
export const Contained = z.strictObject({
  state: ContainedState,
  /** How it is held; null where nothing is. */
  method: z.enum(['container', 'cgroup2', 'cgroup1', 'signal']).nullable(),
  /** Names the action and its evidence; null where there is none. */
  evidence: z
    .string()
    .regex(/^E-[0-9]{8}-[0-9a-f]{8}$/)
    .nullable(),
  /** One sentence for a person; it may hold text of the host. */
  text: z.string(),
});
export type Contained = z.infer<typeof Contained>;
