import type { Answer } from '../api/ask.ts';

export type Health = Answer<'GET /v1/health'>;
export type BlindSpot = Health['blindSpots'][number];
