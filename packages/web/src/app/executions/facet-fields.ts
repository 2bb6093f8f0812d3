import { dropEmpty, type ExecutionsSearch, type Kind, KINDS } from './executions-search.ts';

/** Fields whose values are counted, with the words for them. */
export const FACET_FIELDS = ['workload', 'host', 'exe', 'parent', 'kind', 'uid'] as const;
export type FacetField = (typeof FACET_FIELDS)[number];

export const FIELD_NAMES: Readonly<Record<FacetField, string>> = {
  workload: 'Workload',
  host: 'Host',
  exe: 'Program',
  parent: 'Parent',
  kind: 'Kind',
  uid: 'User id',
};

/** Only what has this value of the field; it is one of several where the field takes several. */
export function filterFor(
  search: ExecutionsSearch,
  field: FacetField,
  value: string,
): ExecutionsSearch {
  const shown = letIn(search, field, value);
  switch (field) {
    case 'workload':
      return { ...shown, workload: value };
    case 'host':
      return { ...shown, host: value };
    case 'exe':
      return { ...shown, exe: withValue(shown.exe, value) };
    case 'parent':
      return { ...shown, parent: withValue(shown.parent, value) };
    case 'kind': {
      const kind = KINDS.find((kind): kind is Kind => kind === value);
      return kind === undefined ? shown : { ...shown, kind: withValue(shown.kind, kind) };
    }
    case 'uid': {
      const uid = Number(value);
      return Number.isSafeInteger(uid) ? { ...shown, uid: withValue(shown.uid, uid) } : shown;
    }
  }
}

/** Nothing that has this value of the field. */
export function filterOut(
  search: ExecutionsSearch,
  field: FacetField,
  value: string,
): ExecutionsSearch {
  const wider = isFilteredFor(search, field, value) ? withoutValue(search, field, value) : search;
  return { ...wider, not: withValue(wider.not, `${field}:${value}`) };
}

/** The view without its filter for this value. */
export function withoutValue(
  search: ExecutionsSearch,
  field: FacetField,
  value: string,
): ExecutionsSearch {
  const kept = <Value extends string | number>(
    values: readonly Value[] | undefined,
  ): readonly Value[] | undefined => values?.filter((one) => String(one) !== value);
  switch (field) {
    case 'workload':
      return dropEmpty({ ...search, workload: undefined });
    case 'host':
      return dropEmpty({ ...search, host: undefined });
    case 'exe':
      return dropEmpty({ ...search, exe: kept(search.exe) });
    case 'parent':
      return dropEmpty({ ...search, parent: kept(search.parent) });
    case 'kind':
      return dropEmpty({ ...search, kind: kept(search.kind) });
    case 'uid':
      return dropEmpty({ ...search, uid: kept(search.uid) });
  }
}

/** The view without leaving this value out. */
export function letIn(
  search: ExecutionsSearch,
  field: FacetField,
  value: string,
): ExecutionsSearch {
  return dropEmpty({ ...search, not: search.not?.filter((one) => one !== `${field}:${value}`) });
}

export function isFilteredFor(search: ExecutionsSearch, field: FacetField, value: string): boolean {
  return [search[field]].flat().some((one) => one !== undefined && String(one) === value);
}

/** The view as if this field were not filtered for: what else could be chosen. */
export function withoutField(search: ExecutionsSearch, field: FacetField): ExecutionsSearch {
  return dropEmpty({ ...search, [field]: undefined });
}

function withValue<Value>(values: readonly Value[] = [], value: Value): readonly Value[] {
  return values.includes(value) ? values : [...values, value];
}
