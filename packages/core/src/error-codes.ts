/** One row of the table of error codes; `docs/reference/errors.md` is generated from it. */
export interface ErrorCode {
  /** What happened; `{…}` are filled from the error's parameters. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
  /** The exit code of a command that ends with it (DESIGN.md "The commands"). */
  readonly exitCode: 2 | 3 | 4 | 70;
}

/** Every expected failure, by code. */
export const ERROR_CODES = {
  'inventory-unreadable': {
    message: 'cannot read the inventory {file}: {cause}',
    hint: 'name it with --inventory FILE, or leave it out to sweep this host',
    exitCode: 2,
  },
  'inventory-invalid': {
    message: '{file}:{line}: {key}: {problem}',
    hint: 'see docs/guides/inventory.md for every key',
    exitCode: 2,
  },
  'host-unknown': {
    message: 'no host named {name} in the inventory',
    hint: 'known hosts: {known}',
    exitCode: 2,
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
  },
  'action-unknown': {
    message: 'no containment {id}',
    hint: 'run vedette evidence list to see them',
    exitCode: 2,
  },
  'evidence-unknown': {
    message: 'no evidence {id}',
    hint: 'run vedette evidence list to see what there is',
    exitCode: 2,
  },
  'evidence-altered': {
    message: 'the evidence is not as it was sealed: {problem}',
    hint: 'keep the folder as it is and find out who changed it',
    exitCode: 70,
  },
  'evidence-unwritable': {
    message: 'cannot keep evidence in {file}: {cause}',
    hint: 'nothing is frozen without evidence: free some space, or move XDG_STATE_HOME',
    exitCode: 4,
  },
  'action-log-unwritable': {
    message: 'cannot write the log of actions {file}: {cause}',
    hint: 'nothing is done that cannot be recorded: free some space, or move XDG_STATE_HOME',
    exitCode: 4,
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
  'containment-incomplete': {
    message: '{problem}',
    hint: 'run vedette evidence list to see where each containment stands',
    exitCode: 4,
  },
  'capture-unavailable': {
    message: 'cannot see executions here: {problem}',
    hint: 'run vedette sensor doctor to see what is missing',
    exitCode: 3,
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
