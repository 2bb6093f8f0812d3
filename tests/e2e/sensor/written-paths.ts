import { readFileSync } from 'node:fs';

/** Calls that change the file system by path; `open` only where it may write. */
export const TRACED =
  'openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,unlink,unlinkat,symlink,symlinkat,truncate,chmod,fchmodat,mknod,mknodat';
const PATH = /"((?:[^"\\]|\\.)*)"/g;
const FAILED = / = -1 E/;

/** Every path that a program wrote to, tried successfully or not, by what strace has logged. */
export function writtenPaths(log: string): string[] {
  const paths = readFileSync(log, 'latin1')
    .split('\n')
    .filter((line) => !/\bopen(?:at)?\(/.test(line) || /O_(?:WRONLY|RDWR|CREAT|TRUNC)/.test(line))
    .flatMap((line) => {
      const found = [...line.matchAll(PATH)].map(([, path = '']) => path);
      return FAILED.test(line) && found.length === 0 ? [] : found;
    });
  return [...new Set(paths)];
}
