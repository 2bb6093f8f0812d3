import type { Auth } from '../auth/create-auth.ts';

/**
 * Asks better-auth as the browser that makes a request would, within this process.
 *
 * @throws Error for a refusal: pages ask only what their viewer may know
 */
export async function askAuth(auth: Auth, request: Request, path: string): Promise<unknown> {
  const url = new URL(`/api/auth${path}`, request.url);
  const response = await auth.handler(new Request(url, { headers: request.headers }));
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}
