/** One row of the table of error codes; `docs/reference/errors.md` is generated from it. */
export interface ErrorCode {
  /** What happened; `{…}` are filled from the error's parameters. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
  /** The exit code of a command that ends with it (DESIGN.md "The commands"). */
  readonly exitCode: 2 | 3 | 4 | 70;
  /** With which status the server's API answers it, where it does. */
  readonly httpStatus?: number;
}

/** Every expected failure, by code; long because it is the one table of them. */
export const ERROR_CODES = {
  'inventory-unreadable': {
    message: 'cannot read the inventory {file}: {cause}',
    hint: 'name it with --inventory FILE, or leave it out to sweep this host',
    exitCode: 2,
    httpStatus: 503,
  },
  'inventory-invalid': {
    message: '{file}:{line}: {key}: {problem}',
    hint: 'see docs/guides/inventory.md for every key',
    exitCode: 2,
    httpStatus: 503,
  },
  'host-unknown': {
    message: 'no host named {name} in the inventory',
    hint: 'known hosts: {known}',
    exitCode: 2,
    httpStatus: 404,
  },
  'check-unknown': {
    message: 'no check named {name}',
    hint: 'run vedette checks to list them{suggestion}',
    exitCode: 2,
  },
  'finding-unknown': {
    message: 'no open finding {id} on {host}',
    hint: 'run vedette findings to list them',
    exitCode: 2,
  },
  usage: { message: '{problem}', hint: 'run the command with --help', exitCode: 2 },
  'state-unreadable': {
    message: 'cannot use the state file {file}: {cause}',
    hint: 'move it away to start learning this host again; nothing was overwritten',
    exitCode: 70,
  },
  'state-locked': {
    message: 'another run holds the lock on {file}',
    hint: 'wait for it to finish, then run again',
    exitCode: 70,
    httpStatus: 409,
  },
  'action-unknown': {
    message: 'no containment {id}',
    hint: 'run vedette evidence list to see them',
    exitCode: 2,
    httpStatus: 404,
  },
  'evidence-unknown': {
    message: 'no evidence {id}',
    hint: 'run vedette evidence list to see what there is',
    exitCode: 2,
    httpStatus: 404,
  },
  'evidence-altered': {
    message: 'the evidence is not as it was sealed: {problem}',
    hint: 'keep the folder as it is and find out who changed it',
    exitCode: 70,
    httpStatus: 409,
  },
  'evidence-unwritable': {
    message: 'cannot keep evidence in {file}: {cause}',
    hint: 'nothing is frozen without evidence: free some space, or move XDG_STATE_HOME',
    exitCode: 4,
    httpStatus: 503,
  },
  'action-log-unwritable': {
    message: 'cannot write the log of actions {file}: {cause}',
    hint: 'nothing is done that cannot be recorded: free some space, or move XDG_STATE_HOME',
    exitCode: 4,
    httpStatus: 503,
  },
  'action-log-unreadable': {
    message: 'cannot use the log of actions {file}: {cause}',
    hint: 'run vedette evidence verify; nothing was overwritten',
    exitCode: 70,
  },
  'signing-key-unusable': {
    message: 'cannot use the signing key {file}: {cause}',
    hint: 'put the key back; without it older evidence still verifies by the public key beside it',
    exitCode: 70,
  },
  'freeze-unconfirmed': {
    message: 'not confirmed: {problem}',
    hint: 'run it without --confirm to see the plan and what to type',
    exitCode: 2,
  },
  unconfirmed: {
    message: 'that is not what confirms {what} as it is now',
    hint: 'nothing was done: ask for the plan again, and send what it says',
    exitCode: 2,
    httpStatus: 409,
  },
  'freeze-refused': {
    message: 'never done: {what}: {problem}',
    hint: 'nothing was done; docs/guides/containment.md says what is never frozen',
    exitCode: 4,
    httpStatus: 409,
  },
  'containment-off': {
    message: 'this server contains nothing: it does not know the hosts',
    hint: 'start it with vedette up, or vedette serve --sweep; or freeze where the inventory is',
    exitCode: 2,
    httpStatus: 409,
  },
  'other-organisation': {
    message: 'the hosts are those of the organisation {org}',
    hint: 'ask with a token of that organisation',
    exitCode: 2,
    httpStatus: 403,
  },
  'containment-incomplete': {
    message: '{problem}',
    hint: 'run vedette evidence list to see where each containment stands',
    exitCode: 4,
    httpStatus: 409,
  },
  'capture-unavailable': {
    message: 'cannot see executions here: {problem}',
    hint: 'run vedette sensor doctor to see what is missing',
    exitCode: 3,
  },
  'drill-elsewhere': {
    message: 'the server at {url} knows no host named {host}, which is this one',
    hint: 'run the drill on a host that the server watches, or start vedette up here',
    exitCode: 2,
  },
  'request-invalid': {
    message: '{problem}',
    hint: 'see docs/reference/openapi.json for what is asked for',
    exitCode: 2,
    httpStatus: 400,
  },
  'not-authenticated': {
    message: 'no valid token was sent',
    hint: 'send Authorization: Bearer TOKEN; vedette token create makes one',
    exitCode: 2,
    httpStatus: 401,
  },
  'login-refused': {
    message: 'that code or token lets nobody in',
    hint: 'a code is good once and for ten minutes: vedette login prints a new link; a token needs the scope view or operate',
    exitCode: 2,
    httpStatus: 401,
  },
  csrf: {
    message: 'a request with a cookie is taken from pages of this server only: {problem}',
    hint: 'send the x-vedette-csrf header that /v1/session told, or a token instead of the cookie',
    exitCode: 2,
    httpStatus: 403,
  },
  'session-not-enough': {
    message: 'this needs a token, not a session',
    hint: 'vedette login prints a link with the token of the owner of this machine',
    exitCode: 2,
    httpStatus: 403,
  },
  'not-allowed': {
    message: 'this needs a token with the scope {needed}',
    hint: 'vedette token create --scope {needed} makes one',
    exitCode: 2,
    httpStatus: 403,
  },
  'route-unknown': {
    message: 'there is nothing at {path}',
    hint: 'see /openapi.json for what there is',
    exitCode: 2,
    httpStatus: 404,
  },
  'pages-missing': {
    message: 'this server has no pages at {path}',
    hint: 'the API answers below /v1 (see /openapi.json); vedette up says how to get the dashboard',
    exitCode: 2,
    httpStatus: 404,
  },
  'finding-not-there': {
    message: 'no finding {id}',
    hint: 'vedette findings list shows them',
    exitCode: 2,
    httpStatus: 404,
  },
  'event-not-there': {
    message: 'no event {id}',
    hint: 'GET /v1/events lists them; what is older than the retention is gone',
    exitCode: 2,
    httpStatus: 404,
  },
  'host-not-there': {
    message: 'no host {name}',
    hint: 'GET /v1/hosts lists those that sent something or were swept',
    exitCode: 2,
    httpStatus: 404,
  },
  'sweeps-off': {
    message: 'this server makes no sweeps of your hosts',
    hint: 'start it with --sweep, or run vedette sweep',
    exitCode: 2,
    httpStatus: 409,
  },
  'workload-not-there': {
    message: 'no workload {name}',
    hint: 'GET /v1/workloads lists them',
    exitCode: 2,
    httpStatus: 404,
  },
  'shape-not-there': {
    message: 'no shape {shape} in the workload {workload}',
    hint: 'GET /v1/workloads/WORKLOAD/shapes lists them',
    exitCode: 2,
    httpStatus: 404,
  },
  'sign-in-not-there': {
    message: 'no sign-in {id} in the log of {application}',
    hint: 'GET /v1/signins?decision=any lists them; what is older than 90 days is dropped',
    exitCode: 2,
    httpStatus: 404,
  },
  'method-refused': {
    message: '{method} is not possible at {path}',
    hint: 'possible there: {allowed}',
    exitCode: 2,
    httpStatus: 405,
  },
  'request-too-slow': {
    message: 'the request did not arrive in time',
    hint: 'send it again, over a better connection or in smaller parts',
    exitCode: 3,
    httpStatus: 408,
  },
  'body-too-large': {
    message: 'the body is larger than {bytes} bytes',
    hint: 'send smaller batches',
    exitCode: 2,
    httpStatus: 413,
  },
  'media-type-refused': {
    message: 'cannot read a body of the type {type}',
    hint: 'readable here: {readable}',
    exitCode: 2,
    httpStatus: 415,
  },
  'wrong-host-name': {
    message: 'this server is not known by the name {name}',
    hint: 'ask 127.0.0.1 or localhost, or start it with --public-name {name}',
    exitCode: 2,
    httpStatus: 421,
  },
  'too-many-requests': {
    message: 'more requests than a token may make',
    hint: 'wait as long as Retry-After says',
    exitCode: 3,
    httpStatus: 429,
  },
  'too-many-logins': {
    message: 'more attempts to log in than one address may make',
    hint: 'wait as long as Retry-After says',
    exitCode: 3,
    httpStatus: 429,
  },
  'headers-too-large': {
    message: 'the head of the request is larger than {bytes} bytes',
    hint: 'send fewer headers',
    exitCode: 2,
    httpStatus: 431,
  },
  'server-failed': {
    message: 'the server could not answer request {request}',
    hint: 'its log says more under this number of the request',
    exitCode: 70,
    httpStatus: 500,
  },
  'server-busy': {
    message: 'the server takes nothing now: {problem}',
    hint: 'send it again after as long as Retry-After says; /readyz tells when',
    exitCode: 3,
    httpStatus: 503,
  },
  'server-running': {
    message: 'a server already works on {folder}{where}',
    hint: 'vedette findings list asks it; stop it, or set another XDG_STATE_HOME',
    exitCode: 2,
  },
  'port-in-use': {
    message: 'something already listens on {address}',
    hint: 'choose another port with --port, or stop what listens there (ss -ltnp)',
    exitCode: 2,
  },
  'pages-unusable': {
    message: 'cannot serve the pages in {folder}: {problem}',
    hint: 'build them again, or start without them',
    exitCode: 2,
  },
  'embeddings-invalid': {
    message: 'no embedding model can be asked so: {problem}',
    hint: 'correct VEDETTE_EMBEDDINGS_… (docs/guides/server.md), or unset it: search needs no model',
    exitCode: 2,
  },
  'embeddings-unusable': {
    message: 'cannot use the embedding model in {folder}: {problem}',
    hint: '{next}; or unset VEDETTE_EMBEDDINGS_FOLDER: search needs no model',
    exitCode: 2,
  },
  'address-unusable': {
    message: 'cannot listen on {address}: {cause}',
    hint: 'choose an address of this machine with --listen',
    exitCode: 2,
  },
  'server-unreachable': {
    message: 'cannot reach a server at {url}: {cause}',
    hint: 'start one with vedette up, or name one with --server URL',
    exitCode: 3,
  },
  'server-refused': {
    message: 'the server at {url} answered {problem}',
    hint: '{next}',
    exitCode: 2,
  },
  'journal-full': {
    message: 'the journal holds {bytes} of {bytesMax} bytes that are not in the stores yet',
    hint: 'the sensors keep what they have and send it again; vedette status shows which store is slow',
    exitCode: 3,
    httpStatus: 503,
  },
  'journal-unwritable': {
    message: 'cannot write the journal {file}: {cause}',
    hint: 'nothing of this was taken: free some space; the sensors send it again',
    exitCode: 70,
    httpStatus: 503,
  },
  'journal-corrupt': {
    message: 'the journal {file} is damaged at byte {offset}: {problem}',
    hint: 'nothing was changed: restore the file from a copy, or move it away and accept what it held is lost',
    exitCode: 70,
  },
  'entry-too-large': {
    message: 'an entry of {bytes} bytes does not fit into the journal, which takes {bytesMax}',
    hint: 'send smaller batches, or give the journal more room',
    exitCode: 2,
    httpStatus: 413,
  },
  'audit-unwritable': {
    message: 'what you asked for cannot be written into the audit log: {cause}',
    hint: 'nothing of it was done: free some space, or see who may write to the audit folder of the server',
    exitCode: 70,
    httpStatus: 503,
  },
  'tokens-unreadable': {
    message: 'cannot use the tokens in {file}: {cause}',
    hint: 'nothing was overwritten: restore the file, or move it away and make new tokens',
    exitCode: 70,
    httpStatus: 503,
  },
  'tokens-full': {
    message: 'there are {count} tokens already',
    hint: 'revoke some: vedette token list shows when each was last used',
    exitCode: 2,
  },
  'token-invalid': {
    message: 'a token cannot be made: {problem}',
    hint: 'see vedette token create --help',
    exitCode: 2,
  },
  'token-unknown': {
    message: 'no token {id}',
    hint: 'run vedette token list to see them',
    exitCode: 2,
  },
  'events-locked': {
    message: 'another process has the event store {where} open',
    hint: 'one server to a folder: stop the other one, or give this one a folder of its own',
    exitCode: 70,
    httpStatus: 503,
  },
  'events-unreachable': {
    message: 'cannot reach the event store {where}: {problem}',
    hint: 'check that ClickHouse runs there and that nothing on the way blocks it',
    exitCode: 70,
    httpStatus: 503,
  },
  'events-unauthorised': {
    message: 'the event store {where} does not let us in: {problem}',
    hint: 'check user, password and what the user may do (docs/scale.md lists the grants)',
    exitCode: 2,
    httpStatus: 503,
  },
  'events-version-unsupported': {
    message: 'the event store {where} is ClickHouse {version}; {needed} or newer is needed',
    hint: 'update it, or leave it out to store events in this server',
    exitCode: 2,
  },
  'events-schema-newer': {
    message: 'the tables of the event store {where} are of version {version}; this is for {known}',
    hint: 'a newer vedette was here: use that one; nothing was changed',
    exitCode: 2,
  },
  'events-disk-full': {
    message: 'no space left where the event store {where} writes: {problem}',
    hint: 'free some space: events that are acknowledged wait in the journal until then',
    exitCode: 70,
    httpStatus: 503,
  },
  'events-engine-lost': {
    message: 'the engine of the event store {where} ended: {problem}',
    hint: 'it is started again by itself; if it keeps ending, look at memory and disk',
    exitCode: 70,
    httpStatus: 503,
  },
  'events-busy': {
    message: 'the event store {where} has too much to do: {problem}',
    hint: 'ask again in a moment',
    exitCode: 70,
    httpStatus: 503,
  },
  'events-query-limit': {
    message: 'the event store {where} gave up on a question: {problem}',
    hint: 'ask about a shorter time or one workload',
    exitCode: 70,
    httpStatus: 422,
  },
  'events-refused': {
    message: 'the event store {where} refused: {problem}',
    hint: 'run vedette support dump and report it',
    exitCode: 70,
  },
  'cursor-invalid': {
    message: 'the cursor does not belong to this list',
    hint: 'start again from the first page',
    exitCode: 2,
    httpStatus: 400,
  },
  'baselines-unusable': {
    message: 'cannot use the baselines at {place}: {cause}',
    hint: 'check the folder or the bucket and its credentials; nothing was changed there',
    exitCode: 70,
    httpStatus: 503,
  },
  'baseline-unwritable': {
    message: 'cannot write the baseline of {workload} (table {table}): {cause}',
    hint: 'free some space or restore access; it is tried again, and the journal keeps what is new',
    exitCode: 70,
    httpStatus: 503,
  },
  'baseline-unreadable': {
    message: 'cannot read the baseline of {workload} (table {table}, version {version}): {cause}',
    hint: 'restore the folder of baselines and the checkpoint from one copy; nothing was overwritten',
    exitCode: 70,
    httpStatus: 503,
  },
  'checkpoint-unreadable': {
    message: 'cannot use the checkpoint {file}: {cause}',
    hint: 'nothing was overwritten: restore it together with journal and baselines from one copy',
    exitCode: 70,
  },
  'checkpoint-missing': {
    message:
      'the journal begins at entry {first}, and there is no checkpoint {file} that holds what was before',
    hint: 'restore it from a copy, or move the whole state folder away to start learning anew',
    exitCode: 70,
  },
  'checkpoint-mismatch': {
    message: 'the checkpoint {file} is of entry {position}, and the journal {problem}',
    hint: 'restore checkpoint and journal from one copy; nothing was overwritten',
    exitCode: 70,
  },
  'webhook-invalid': {
    message: 'the webhook {name} cannot be used: {problem}',
    hint: 'correct it in the configuration; nothing is told to it until then',
    exitCode: 2,
  },
} as const satisfies Record<string, ErrorCode>;

export type ErrorCodeName = keyof typeof ERROR_CODES;

/** An expected failure that ends a command, as opposed to a broken invariant. */
export class VedetteError extends Error {
  override readonly name = 'VedetteError';
  readonly code: ErrorCodeName;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: ErrorCodeName, params: Readonly<Record<string, string | number>> = {}) {
    super(fill(ERROR_CODES[code].message, params));
    this.code = code;
    this.params = params;
  }

  /** What the user can do next. */
  get hint(): string {
    return fill(ERROR_CODES[this.code].hint, this.params);
  }

  get exitCode(): number {
    return ERROR_CODES[this.code].exitCode;
  }
}

function fill(template: string, params: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (_, key: string) => String(params[key] ?? ''));
}
