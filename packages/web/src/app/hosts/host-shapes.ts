import type { Answer } from '../api/ask.ts';

export type Host = Answer<'GET /v1/hosts'>['hosts'][number];
export type HostWhole = Answer<'GET /v1/hosts/{host}'>;
export type Sweep = NonNullable<Host['sweep']>;
export type Gap = Sweep['coverage'][number];
export type Benign = HostWhole['benign'][number];
