import type { ItemIndex } from '../baseline/item-index.ts';
import type { Shape } from '../shape/shape.ts';
import { CODE } from '../shape/verb-of.ts';

/** What is new about an execution, part by part; 0 for what the workload does all day. */
export interface Novelty {
  /** The program itself, or the script: 1 if it never ran here. */
  readonly program: number;
  /** Where it lies, if that says something. */
  readonly place: number;
  readonly parent: number;
  /** This program by this parent. */
  readonly pair: number;
  /** This program as this kind of user. */
  readonly user: number;
  /** What this program is asked to do. */
  readonly verb: number;
  /** Share of the words, arguments and network, that are new for this program. */
  readonly shareForProgram: number;
  /** Share that is new for the whole workload. */
  readonly shareForWorkload: number;
  /** Sum over the words of how new each is for the workload. */
  readonly wordsForWorkload: number;
  /**
   * How far a tool that is known here reaches beyond what the workload ever named: the newest of
   * its paths from the root. Of a tool that is new it says nothing, all of its paths are.
   */
  readonly reach: number;
  /** That path, where there is one. */
  readonly reached: string | null;
  /** Of the novelty of all words, how much is in those that name the network. */
  readonly networkPart: number;
  /** The newest words first, a few. */
  readonly newest: readonly string[];
}

/** A program without arguments is as new as half of its arguments would be. */
const NO_ARGUMENTS = 0.5;
const NEWEST_SHOWN = 3;
const SLASH = 0x2f;
/** Below this a word is as good as known. */
const NEW_WORD = 0.3;

/** Compares a shape with what its workload knows, part by part. */
export function noveltyOf(items: ItemIndex, shape: Shape): Novelty {
  const { name, place, parent, user, words, network } = shape;
  const own = items.ofProgram(name);
  const verb = shape.verb === '' ? null : own.verbs.doubt(shape.verb);
  const interpreter = items.programs.doubt(name);
  let forProgram = 0;
  let forWorkload = 0;
  let inNetwork = 0;
  let farthest = 0;
  let reached: string | null = null;
  const fresh: { word: string; doubt: number }[] = [];
  for (const [at, word] of [...words, ...network].entries()) {
    const here = own.words.doubt(word);
    const anywhere = here === 0 ? 0 : items.words.doubt(word);
    forProgram += here;
    forWorkload += anywhere;
    if (anywhere > 0 && anywhere >= farthest && word.charCodeAt(0) === SLASH)
      [reached, farthest] = [word, anywhere];
    if (at >= words.length) inNetwork += here + anywhere;
    if (here + anywhere > NEW_WORD) fresh.push({ word, doubt: here + anywhere });
  }
  const count = words.length + network.length;
  const text = count === 0 ? 0 : forProgram / count;
  const script = shape.verb === CODE ? text : (verb ?? 0);
  const program = shape.script ? Math.max(interpreter, script) : interpreter;
  const empty = count === 0 ? NO_ARGUMENTS * interpreter : 0;
  return {
    program,
    place: place === 'installed' || place === 'unknown' ? 0 : own.places.doubt(place),
    parent: items.parents.doubt(parent),
    pair: own.parents.doubt(parent),
    user: own.users.doubt(user),
    verb: verb ?? empty,
    shareForProgram: count === 0 ? empty : forProgram / count,
    shareForWorkload: count === 0 ? empty : forWorkload / count,
    wordsForWorkload: forWorkload,
    reach: (1 - program) * farthest,
    reached,
    networkPart: inNetwork === 0 ? 0 : inNetwork / (forProgram + forWorkload),
    newest: newestOf(fresh),
  };
}

function newestOf(fresh: { word: string; doubt: number }[]): string[] {
  return fresh
    .toSorted((a, b) => b.doubt - a.doubt)
    .slice(0, NEWEST_SHOWN)
    .map(({ word }) => word);
}
