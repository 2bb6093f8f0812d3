import type { Check } from '../check.ts';

/** Images that run, and whether they come back by themselves. */
export const containerImage: Check = {
  id: 'container-image',
  title: 'Container image',
  why: 'Deploys change images all day, so this is recorded and never an alert; it tells what else ran when something is found.',
  subject: 'container',
  sections: ['containers'],
  attack: ['T1610'],
  lookAlikes: ['every deploy'],
  next: 'Nothing: it is a record.',
  summary: 'A container of {image} runs (restart policy {value}).',
  rules: [{ disposition: 'benign', severity: 'info', all: ['container-image'] }],
};
