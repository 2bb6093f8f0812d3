import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const TYPES: ReadonlyMap<string, string> = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
]);

/** The files in `public/`, read once: a name that is not among them is nothing, whatever it says. */
export function createPublicFiles(folder: string): (name: string) => Response | null {
  const files = new Map(
    readdirSync(folder)
      .filter((name) => TYPES.has(extname(name)))
      .map((name) => [name, readFileSync(join(folder, name))] as const),
  );
  return (name) => {
    const bytes = files.get(name);
    if (bytes === undefined) return null;
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': TYPES.get(extname(name)) ?? 'application/octet-stream',
        // Other origins may show the style (the provider's page), and nothing else.
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'no-cache',
      },
    });
  };
}
