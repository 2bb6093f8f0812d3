import type { Endpoint } from '@vedette/server';
import type { z } from 'zod';

/** Asks a server as the commands of its owner do. */
export async function ask<Schema extends z.ZodType>(
  { url, token }: Endpoint,
  path: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  const json: unknown = await response.json();
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(json)}`);
  return schema.parse(json);
}
