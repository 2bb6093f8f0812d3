import type { Shape } from './shape.ts';
import { type ShapedEvent, shapeOf } from './shape-of.ts';

/** Most executions repeat a command to the letter; a busy host has a few thousand of those. */
const ENTRIES_MAX = 4_096;
/** Longer commands are rare and would fill memory. */
const KEY_CHARS_MAX = 1_024;
const BETWEEN = '\0';

/** Remembers the shapes of the last exact commands: the same answers as `shapeOf`, sooner. */
export class ShapeCache {
  readonly #shapes = new Map<string, Shape>();

  shapeOf(event: ShapedEvent): Shape {
    const key = exactKey(event);
    if (key === null) return shapeOf(event);
    const known = this.#shapes.get(key);
    if (known !== undefined) return known;
    const shape = shapeOf(event);
    if (this.#shapes.size >= ENTRIES_MAX) this.#shapes.clear();
    this.#shapes.set(key, shape);
    return shape;
  }
}

/** Everything that a shape is made of; null for what is not worth remembering. */
function exactKey(event: ShapedEvent): string | null {
  const { exe, comm, parent, uid, argv, memfd, deleted, endpoint, kind } = event;
  if (endpoint !== undefined || argv.length > KEY_CHARS_MAX) return null;
  let chars = exe.length + comm.length + parent.length;
  for (const argument of argv) {
    // No program has one, and with it an argument could pretend to be two.
    if (argument.includes(BETWEEN)) return null;
    chars += argument.length + 1;
    if (chars > KEY_CHARS_MAX) return null;
  }
  const lengths = `${exe.length} ${comm.length} ${argv.length}`;
  const facts = `${uid} ${memfd === true} ${deleted === true} ${kind} ${lengths}`;
  return `${facts} ${exe}${comm}${parent}${BETWEEN}${argv.join(BETWEEN)}`;
}
