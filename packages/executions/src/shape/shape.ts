import type { Place } from './place-of.ts';

/** What an execution is once everything that differs from run to run is masked. */
export interface Shape {
  /** SHA-256 over all that follows but `argv`: an attacker cannot find a second one. */
  readonly key: string;
  /** Masked name of the program, without its folder. */
  readonly name: string;
  readonly place: Place;
  /** Masked name of the parent. */
  readonly parent: string;
  readonly user: 'root' | 'service' | 'person';
  /** Masked first argument that is no option: what a tool with many faces is asked to do. */
  readonly verb: string;
  /** An interpreter was given a file or a text: that is what runs. */
  readonly script: boolean;
  /** Masked words of the arguments, each once, in order of first appearance. */
  readonly words: readonly string[];
  /** Masked words that name another end of the network, each once. */
  readonly network: readonly string[];
  /** An example of it, bounded. */
  readonly argv: readonly string[];
}
