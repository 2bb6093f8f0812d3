import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';

import type { Session } from '../sessions/sessions.ts';
import type { Caller, Scope } from './caller.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a caller needs; `anybody` where nothing of an organisation is told. */
    readonly scope?: Scope | 'anybody';
    /** False where what is sent along names somebody of whom nothing is to be kept. */
    readonly auditBody?: boolean;
    /** How refusals are written: `google.rpc.Status` for OTLP, problem documents otherwise. */
    readonly refusals?: 'otlp' | 'problem';
  }
  interface FastifyRequest {
    /** Null where anybody may ask. */
    caller: Caller | null;
    /** By which the caller is known, where no token came along. */
    session: Session | null;
    /** Whether what comes of it is to be written down. */
    audited: boolean;
  }
}

/** The HTTP application: routes are typed by their zod schemas. */
export type App = FastifyInstance<
  Server,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
