import type { Answer } from './ask.ts';

export type Finding = Answer<'GET /v1/findings'>['findings'][number];
export type FindingLife = Finding['life'];
export type StoredEvent = Answer<'GET /v1/events'>['events'][number];
export type Reason = StoredEvent['reasons'][number];
export type Workload = Answer<'GET /v1/workloads'>['workloads'][number];
