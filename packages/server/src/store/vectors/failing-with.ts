import { type ErrorCodeName, VedetteError } from '@vedette/core';

/** Gives whatever goes wrong inside the engine a code of ours, and its first line as the cause. */
export async function failingWith<T>(
  code: ErrorCodeName,
  params: Readonly<Record<string, string | number>>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof VedetteError) throw error;
    const [cause = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new VedetteError(code, { ...params, cause });
  }
}
