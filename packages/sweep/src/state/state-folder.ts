import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where the controller keeps what it learned. A relative XDG_STATE_HOME is ignored, as the XDG
 * base directory specification demands.
 */
export function stateFolder(env: Readonly<Record<string, string | undefined>>): string {
  const xdg = env['XDG_STATE_HOME'];
  const base =
    xdg !== undefined && isAbsolute(xdg) ? xdg : join(env['HOME'] ?? homedir(), '.local/state');
  return join(base, 'vedette', 'sweep');
}
