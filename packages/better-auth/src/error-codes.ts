/**
 * A table of codes as better-auth's `defineErrorCodes` makes it. Our own, because that one comes
 * with the whole server, and this file goes into browsers.
 */
function defineCodes<const T extends Record<string, string>>(
  messages: T,
): { readonly [K in keyof T & string]: { readonly code: K; message: string } };
function defineCodes(messages: Record<string, string>): unknown {
  return Object.fromEntries(
    Object.entries(messages).map(([code, message]) => [code, { code, message }]),
  );
}

/** Every error that the plugin answers with, as better-auth's own plugins list theirs. */
export const VEDETTE_ERROR_CODES = defineCodes({
  SIGN_IN_REFUSED: 'This sign-in was refused',
  CHALLENGE_INVALID: 'There is no open challenge in this browser; sign in again',
  CODE_WRONG: 'The code is wrong',
  METHOD_UNAVAILABLE: 'This challenge cannot be answered that way',
  CODE_NOT_SENT: 'The code could not be sent; try again',
  CODE_LIMIT: 'No more codes are sent; use the last one or sign in again later',
  STEP_UP_THROTTLED: 'Too many attempts for this account; try again later',
  STEP_UP_PENDING: 'A sign-in of this account is being checked; try again in a few minutes',
  REVIEW_INVALID: 'This link is not valid any more',
  SIGN_IN_UNKNOWN: 'No such sign-in',
  ADMIN_REQUIRED: 'Only an administrator may do this',
  STORE_BUSY: 'The change could not be kept; try again',
});
