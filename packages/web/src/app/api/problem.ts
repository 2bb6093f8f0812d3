/** A refusal of the server, in its own words; see docs/reference/errors.md. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  /** What to do next. */
  readonly hint: string;

  constructor(told: { status: number; code: string; message: string; hint: string }) {
    super(told.message);
    this.name = 'ApiProblem';
    this.status = told.status;
    this.code = told.code;
    this.hint = told.hint;
  }
}

const NOT_REACHED = {
  status: 0,
  code: 'unreachable',
  message: 'The server does not answer.',
  hint: 'Is it still running? Start it with: vedette up',
};

/** What went wrong, whoever says so. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof TypeError) return new ApiProblem(NOT_REACHED);
  const message = error instanceof Error ? error.message : String(error);
  return new ApiProblem({ status: 0, code: 'page', message, hint: 'Load the page again.' });
}

/** Reads a problem document (RFC 9457); whatever else came is told by its status. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const { status } = response;
  const told: unknown = await response.json().catch(() => null);
  return new ApiProblem({
    status,
    code: textOf(told, 'code') ?? `http-${status}`,
    message:
      textOf(told, 'detail') ?? textOf(told, 'title') ?? `The server answered with ${status}.`,
    hint: textOf(told, 'hint') ?? textOf(told, 'next') ?? '',
  });
}

function textOf(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' ? found : undefined;
}
