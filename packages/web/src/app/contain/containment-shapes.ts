import type { Answer } from '../api/ask.ts';

export type FreezePlan = Answer<'POST /v1/freeze/plan'>;
export type Member = NonNullable<FreezePlan['plan']>['members'][number];
export type FreezeMethod = NonNullable<FreezePlan['plan']>['method'];
export type FreezeResult = Answer<'POST /v1/freeze'>['result'];
export type ThawPlan = Answer<'POST /v1/thaw/plan'>;
export type ThawResult = Answer<'POST /v1/thaw'>;
export type Containment = Answer<'GET /v1/evidence'>['actions'][number];
export type Evidence = Answer<'GET /v1/evidence/{id}'>;
export type EvidenceItem = Evidence['manifest'][number];
