import { dropEmpty, type ExecutionsSearch } from './executions-search.ts';
import { FACET_FIELDS, FIELD_NAMES, letIn, withoutValue } from './facet-fields.ts';

/** One filter that is on, and the view without it. */
export interface FilterChip {
  readonly name: string;
  /** From a host, as a rule. */
  readonly value: string;
  readonly not: boolean;
  readonly without: ExecutionsSearch;
}

const IDS = [
  ['process', 'Process'],
  ['parentProcess', 'Children of process'],
  ['shape', 'Shape'],
  ['finding', 'Finding'],
] as const;

/** The filters of a view, in the order of the facets. Span, order and pause are no filters. */
export function filterChipsOf(search: ExecutionsSearch): readonly FilterChip[] {
  const chosen = FACET_FIELDS.flatMap((field) =>
    [search[field] ?? []].flat().map((one) => ({
      ...{ name: FIELD_NAMES[field], value: String(one), not: false },
      without: withoutValue(search, field, String(one)),
    })),
  );
  const ids = IDS.flatMap(([key, name]) => {
    const value = search[key];
    if (value === undefined) return [];
    return [{ name, value, not: false, without: dropEmpty({ ...search, [key]: undefined }) }];
  });
  const left = (search.not ?? []).map((text) => leftOut(search, text));
  return [...chosen, ...ids, ...left];
}

function leftOut(search: ExecutionsSearch, text: string): FilterChip {
  const at = text.indexOf(':');
  const value = text.slice(at + 1);
  const field = FACET_FIELDS.find((field) => field === text.slice(0, at));
  if (field === undefined) {
    const not = search.not?.filter((one) => one !== text);
    return { name: 'Not', value: text, not: true, without: dropEmpty({ ...search, not }) };
  }
  return { name: FIELD_NAMES[field], value, not: true, without: letIn(search, field, value) };
}
