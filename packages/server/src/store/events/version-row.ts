import { z } from 'zod';

/** What `SELECT version() AS version` gives. */
export const VersionRow = z.object({ version: z.string() });
