export { main } from './main.ts';
export { createProgram } from './program.ts';
export type { Output, Surroundings } from './surroundings.ts';
