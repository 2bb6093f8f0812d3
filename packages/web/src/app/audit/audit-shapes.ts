import type { Answer } from '../api/ask.ts';

export type AuditEntry = Answer<'GET /v1/audit'>['entries'][number];
