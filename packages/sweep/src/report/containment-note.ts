import { z } from 'zod';

/** What a sweep found of an earlier containment on a host, and did about it. */
export const ContainmentNote = z.strictObject({
  /** Null where not even the log could be read. */
  id: z
    .string()
    .regex(/^E-[0-9]{8}-[0-9a-f]{8}$/)
    .nullable(),
  /** Where the action stands now, in the words of the log. */
  state: z.enum([
    'planned',
    'captured',
    'freezing',
    'frozen',
    'sealed',
    'stopped',
    'refused',
    'abandoned',
    'undone',
    'loose',
    'gone',
    'thawing',
    'thawed',
    'unknown',
  ]),
  /** Whether nothing is left to be done about it. */
  complete: z.boolean(),
  /** One sentence for a person; it may hold text of the host. */
  text: z.string(),
});
export type ContainmentNote = z.infer<typeof ContainmentNote>;
