import { VedetteError } from '@vedette/core';
import { ActionId } from '@vedette/sweep';

/**
 * The id that a person typed, before it becomes part of a path.
 *
 * @throws VedetteError `evidence-unknown` if it can be none.
 */
export function evidenceId(text: string): ActionId {
  const id = ActionId.safeParse(text);
  if (!id.success) throw new VedetteError('evidence-unknown', { id: text });
  return id.data;
}
