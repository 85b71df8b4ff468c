import {
  conditionsOf,
  type ListQuery,
  listQuery,
  type Principal,
  type State,
  ticketScope,
  type ViewName,
  viewsFor,
} from '@sportello/core';
import { dayBegin, dayEnd, dayOf } from './days.ts';

/** Parts of an address that narrow or order a list, beside its view. */
export const filterFields = [
  'show',
  'number',
  'state',
  'priority',
  'requestType',
  'category',
  'subcategory',
  'requester',
  'operator',
  'from',
  'to',
  'sort',
] as const;
/** See {@link filterFields}. */
export type FilterField = (typeof filterFields)[number];

/** A category as an address is checked against it. */
interface Area {
  readonly code: string;
  readonly subcategories: readonly { readonly code: string }[];
}

/** What exists in the installation, as an address is checked against it. */
interface Surroundings {
  readonly areas: readonly Area[];
  /** Those of the workflow in force. */
  readonly states: readonly State[];
}

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

/** A part of an address as the query has it: numbers are read as numbers, days as their beginning or their end. */
function readText(field: string, text: string): unknown {
  if (field === 'number') return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
  if (field === 'from') return dayBegin(text);
  return field === 'to' ? dayEnd(text) : text;
}

/** A part of a query as an address says it. */
export function textOf(field: string, value: string | number | undefined): string {
  if (typeof value !== 'number' || field === 'number') return String(value ?? '');
  return dayOf(field === 'to' ? value - 1 : value);
}

/** Reads one part of an address; undefined when it is absent or means nothing. */
function read<F extends keyof typeof listQuery.shape>(params: URLSearchParams, field: F): unknown {
  const text = params.get(field);
  if (!text) return undefined;
  const parsed = listQuery.shape[field].safeParse(readText(field, text));
  return parsed.success ? parsed.data : undefined;
}

/** Leaves out of a query what does not exist (any more), or not beside the rest of it. */
function meaningful(
  query: ListQuery,
  principal: Principal,
  { areas, states: existing }: Surroundings,
): ListQuery {
  const { state, category, subcategory, show, ...rest } = query;
  const { states } = conditionsOf({ view: rest.view, sort: rest.sort, limit: rest.limit }, principal);
  const area = areas.find(({ code }) => code === category);
  const hasSubcategory = area?.subcategories.some(({ code }) => code === subcategory);
  return {
    ...rest,
    ...(show && seesColleagues(principal) && { show }),
    ...(state && states.includes(state) && existing.includes(state) && { state }),
    ...(category && area && { category }),
    ...(subcategory && hasSubcategory && { subcategory }),
  };
}

/** True for a customer who sees others' tickets beside the own ones. */
export function seesColleagues(principal: Principal): boolean {
  return principal.side === 'customer' && ticketScope(principal, 'ticket.read')?.participant === undefined;
}

/**
 * The list an address asks for. What it names wrongly is left out instead of refused, so that an old link still opens.
 * @param around what exists
 */
export function readListAddress(
  params: URLSearchParams,
  principal: Principal,
  around: Surroundings,
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
  const query = meaningful(listQuery.parse({ ...asked, view }), principal, around);
  const isCut = (['view', ...filterFields] as const).some((field) => {
    const text = params.get(field);
    return Boolean(text) && text !== textOf(field, query[field]);
  });
  return { query, isCut };
}

/** What of a list stands in its address. */
export type ListChoice = Partial<Pick<ListQuery, FilterField | 'view' | 'after'>>;

/**
 * The address of a list: its view, and what narrows it. It always says something, since an address that says nothing brings
 * back what was looked at last.
 * @param base path of the page
 */
export function listHref(
  base: string,
  choice: ListChoice,
  principal: Principal,
  open: readonly number[] = [],
): string {
  const params = new URLSearchParams();
  params.set('view', choice.view ?? firstView(principal));
  for (const field of filterFields) {
    const text = textOf(field, choice[field]);
    if (text && !(field === 'sort' && text === 'activity')) params.set(field, text);
  }
  if (choice.after) params.set('after', choice.after);
  // Commas stay readable in an address.
  return `${base}?${params}${open.length > 0 ? `&open=${open.join(',')}` : ''}`;
}

/** The address of another view of the same list: everything stays but a state, which would not fit. */
export function viewHref(
  base: string,
  view: ViewName,
  query: ListQuery,
  principal: Principal,
  open: readonly number[] = [],
): string {
  const { state: _, after: __, ...kept } = query;
  return listHref(base, { ...kept, view }, principal, open);
}

/** True when a list is narrowed beyond its view. */
export function isNarrowed(query: ListQuery): boolean {
  return filterFields.some((field) => field !== 'sort' && query[field] !== undefined);
}
