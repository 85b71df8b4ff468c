import {
  conditionsOf,
  type ListQuery,
  listQuery,
  type Principal,
  type ViewName,
  viewsFor,
} from '@sportello/core';

/** Parts of an address that narrow or order a list, beside its view. */
export const filterFields = ['state', 'priority', 'category', 'sort'] as const;
/** See {@link filterFields}. */
export type FilterField = (typeof filterFields)[number];

/** A list as an address asks for it. */
export interface ListAddress {
  readonly query: ListQuery;
  /** True when a part of the address means nothing (any more) and was left out. */
  readonly isCut: boolean;
}

/** The view somebody begins with. */
export function firstView(principal: Principal): ViewName {
  return viewsFor(principal)[0] ?? 'open';
}

/** Reads one part of an address; undefined when it is absent or means nothing. */
function read<F extends keyof typeof listQuery.shape>(params: URLSearchParams, field: F): unknown {
  const text = params.get(field);
  if (!text) return undefined;
  const parsed = listQuery.shape[field].safeParse(text);
  return parsed.success ? parsed.data : undefined;
}

/**
 * The list an address asks for. What it names wrongly is left out instead of refused, so that an old link still opens.
 * @param categories codes that exist
 */
export function readListAddress(
  params: URLSearchParams,
  principal: Principal,
  categories: readonly string[],
): ListAddress {
  const views: readonly string[] = viewsFor(principal);
  const wanted = read(params, 'view');
  const view = typeof wanted === 'string' && views.includes(wanted) ? wanted : firstView(principal);
  const asked = Object.fromEntries(
    [...filterFields, 'after' as const].flatMap((field) => {
      const value = read(params, field);
      return value === undefined ? [] : [[field, value]];
    }),
  );
  const query = listQuery.parse({ ...asked, view });
  const { state, category, ...rest } = query;
  const { states } = conditionsOf({ ...rest }, principal);
  const kept: ListQuery = {
    ...rest,
    ...(state && states.includes(state) && { state }),
    ...(category && categories.includes(category) && { category }),
  };
  const isCut = ['view', ...filterFields].some((field) => {
    const text = params.get(field);
    return Boolean(text) && text !== String(kept[field as FilterField | 'view'] ?? '');
  });
  return { query: kept, isCut };
}

/** What of a list stands in its address. */
export type ListChoice = Partial<Pick<ListQuery, FilterField | 'view' | 'after'>>;

/**
 * The address of a list: only what differs from where one begins.
 * @param base path of the page
 */
export function listHref(
  base: string,
  choice: ListChoice,
  principal: Principal,
  open: readonly number[] = [],
): string {
  const params = new URLSearchParams();
  if (choice.view && choice.view !== firstView(principal)) params.set('view', choice.view);
  for (const field of filterFields) {
    const value = choice[field];
    if (value && !(field === 'sort' && value === 'activity')) params.set(field, value);
  }
  if (choice.after) params.set('after', choice.after);
  // Commas stay readable in an address.
  const text =
    params.toString() + (open.length > 0 ? `${params.size > 0 ? '&' : ''}open=${open.join(',')}` : '');
  return text ? `${base}?${text}` : base;
}

/** The address of another view of the same list: order, priority and category stay, a state would not fit. */
export function viewHref(
  base: string,
  view: ViewName,
  query: ListQuery,
  principal: Principal,
  open: readonly number[] = [],
): string {
  const { sort, priority, category } = query;
  return listHref(
    base,
    { view, sort, ...(priority && { priority }), ...(category && { category }) },
    principal,
    open,
  );
}

/** True when a list is narrowed beyond its view. */
export function isNarrowed({ state, priority, category }: ListQuery): boolean {
  return Boolean(state ?? priority ?? category);
}
