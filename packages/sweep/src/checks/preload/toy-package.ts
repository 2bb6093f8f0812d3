import { createHash } from 'node:crypto';

import type { Entry } from '../drift/probe-fixture.ts';

/** For tests: the files of a package, and what dpkg knows of them, in a fixture's tree. */
export function toyPackage(
  name: string,
  files: Readonly<Record<string, string>>,
  mode = 0o755,
): Record<string, Entry> {
  const paths = Object.keys(files);
  const sums = Object.entries(files).map(
    ([path, content]) => `${md5(content)}  ${path.slice(1)}\n`,
  );
  return {
    ...Object.fromEntries(
      Object.entries(files).map(([path, content]) => [path, { content, mode }]),
    ),
    [`/var/lib/dpkg/info/${name}.list`]: `/.\n${paths.join('\n')}\n`,
    [`/var/lib/dpkg/info/${name}.md5sums`]: sums.join(''),
  };
}

function md5(content: string): string {
  return createHash('md5').update(content).digest('hex');
}
