import {
  close,
  closeSync,
  fdatasync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

import { type BatchName, fileNameOf } from './batch-name.ts';

const OWNER_ONLY = 0o600;

/** The file of a batch that is being filled. A frame is in it wholly or not at all. */
export interface Segment {
  /** Appends frames; false where the disk takes no more, and then none of them is in the file. */
  readonly write: (frames: readonly Buffer[]) => boolean;
  /** Closes the file and gives it the name of a sealed batch; the path that it then has. */
  readonly seal: (name: BatchName) => string;
  /** Removes the file. */
  readonly discard: () => void;
  readonly bytes: () => number;
}

/** Undefined where the disk takes no new file. */
export function openSegment(folder: string, name: BatchName): Segment | undefined {
  const path = join(folder, fileNameOf(name, 'open'));
  let descriptor: number;
  try {
    descriptor = openSync(path, 'ax', OWNER_ONLY);
  } catch {
    return undefined;
  }
  let bytes = 0;
  return {
    write(frames) {
      const data = Buffer.concat(frames);
      try {
        for (let at = 0; at < data.length; at += writeSync(descriptor, data, at));
      } catch {
        cutBack(descriptor, bytes);
        return false;
      }
      bytes += data.length;
      return true;
    },
    seal(sealed) {
      // Not waited for: a kill loses nothing that was written, only a power cut may.
      fdatasync(descriptor, () => close(descriptor));
      const to = join(folder, fileNameOf(sealed, 'sealed'));
      try {
        renameSync(path, to);
        return to;
      } catch {
        return path;
      }
    },
    discard() {
      closeSync(descriptor);
      rmSync(path, { force: true });
    },
    bytes: () => bytes,
  };
}

/** Writes a whole batch at once; undefined, and nothing left behind, where that fails. */
export function writeSegment(
  folder: string,
  name: BatchName,
  frames: readonly Buffer[],
): string | undefined {
  const segment = openSegment(folder, name);
  if (segment === undefined) return undefined;
  if (segment.write(frames)) return segment.seal(name);
  segment.discard();
  return undefined;
}

function cutBack(descriptor: number, bytes: number): void {
  try {
    ftruncateSync(descriptor, bytes);
  } catch {
    // What cannot be cut is told by its checksum, as the tail that a kill leaves; nothing is
    // written behind it, for a file that refused once is sealed.
  }
}
