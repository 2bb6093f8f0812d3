import { z } from 'zod';

const USER_CHARS_MAX = 256;
const ID_CHARS_MAX = 64;

/** The name of an application: it becomes the name of a folder, so it is a word. */
export const Application = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/);

/** Ids are the application's, or ours; either way nothing that could be a path or markup. */
export const SignInId = z.string().regex(new RegExp(`^[A-Za-z0-9_-]{1,${ID_CHARS_MAX}}$`));

/** Who it is, as the application names its users. */
export const UserName = z.string().min(1).max(USER_CHARS_MAX);
