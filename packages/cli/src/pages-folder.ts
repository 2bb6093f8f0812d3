import { escapeText } from '@vedette/core';

const PROBLEM_CHARS_MAX = 600;

/** The folder of the dashboard's built pages; null where there are none, and `say` tells why. */
export async function pagesFolder(say: (line: string) => void): Promise<string | null> {
  // Only a server has pages: nothing of what builds them is loaded by other commands.
  const { builtPages } = await import('@vedette/web');
  const built = await builtPages(() => say('building the pages …'));
  if (built.folder !== null) return built.folder;
  say(`there are no pages: ${escapeText(built.problem, PROBLEM_CHARS_MAX)}`);
  return null;
}
