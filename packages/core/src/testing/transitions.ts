import type { Closure, State } from '../entities.ts';

/** Who moves a ticket, in the letters of the specification. */
export type Letter = 'C' | 'CA' | 'O' | 'S';

/** What a row asks for, in the words of the specification. */
export type Asked =
  | 'message'
  | 'reason'
  | 'vendor'
  | 'future date'
  | 'which duplicate'
  | '5 minutes'
  | '15 days'
  | 'unanswered';

/** One row of the specification's table, for one source and one target. */
export interface SpecifiedMove {
  readonly row: string;
  readonly from: State;
  readonly to: State;
  readonly who: readonly Letter[];
  readonly asks: readonly Asked[];
  readonly closure?: Closure;
}

const open = [
  'authorization',
  'new',
  'accepted',
  'working',
  'waiting_customer',
  'development',
  'vendor',
  'planned',
  'resolved',
] as const;
const seenBySupport = open.filter((state) => state !== 'authorization');

const each = (from: readonly State[], rest: Omit<SpecifiedMove, 'from'>): SpecifiedMove[] =>
  from.map((one) => ({ from: one, ...rest }));

/**
 * The transition table of the specification, preset `full`, typed off from the document and not from the code: where two
 * rows lead from one state to the same other one, the first that has what it asks for holds.
 * Timers (t12, t15) and opening (t1, t2) are nobody's move; t18 on a resolved ticket is t14, which asks for less.
 */
export const specifiedMoves: readonly SpecifiedMove[] = [
  ...each(['authorization'], { row: 't3', to: 'new', who: ['CA'], asks: [] }),
  ...each(['authorization'], {
    row: 't4',
    to: 'discarded',
    who: ['CA'],
    asks: ['reason'],
    closure: 'authorization_refused',
  }),
  ...each(['new'], { row: 't5', to: 'accepted', who: ['O'], asks: [] }),
  ...each(['new', 'accepted'], { row: 't6', to: 'working', who: ['O'], asks: [] }),
  ...each(['accepted', 'working'], { row: 't7', to: 'waiting_customer', who: ['O'], asks: ['message'] }),
  ...each(['waiting_customer'], { row: 't8', to: 'accepted', who: ['C'], asks: ['message'] }),
  ...each(['accepted', 'working'], { row: 't9', to: 'development', who: ['O'], asks: [] }),
  ...each(['development'], { row: 't9', to: 'accepted', who: ['O'], asks: [] }),
  ...each(['development'], { row: 't9', to: 'working', who: ['O'], asks: [] }),
  ...each(['accepted', 'working'], { row: 't10', to: 'vendor', who: ['O'], asks: ['vendor'] }),
  ...each(['vendor'], { row: 't10', to: 'accepted', who: ['O'], asks: [] }),
  ...each(['vendor'], { row: 't10', to: 'working', who: ['O'], asks: [] }),
  ...each(['accepted', 'working'], { row: 't11', to: 'planned', who: ['O'], asks: ['future date'] }),
  ...each(['planned'], { row: 't12', to: 'working', who: ['O'], asks: [] }),
  ...each(['accepted', 'working', 'development', 'vendor', 'planned'], {
    row: 't13',
    to: 'resolved',
    who: ['O'],
    asks: ['message'],
  }),
  ...each(['resolved'], { row: 't14', to: 'closed', who: ['C'], asks: [], closure: 'confirmed' }),
  ...each(['resolved'], { row: 't16', to: 'accepted', who: ['C'], asks: ['message'] }),
  ...each(['new', 'accepted', 'working', 'development', 'vendor', 'planned'], {
    row: 't17',
    to: 'closed',
    who: ['O'],
    asks: ['message'],
    closure: 'solved',
  }),
  ...each(
    open.filter((state) => state !== 'resolved'),
    { row: 't18', to: 'closed', who: ['C'], asks: ['message', '5 minutes'], closure: 'closed_by_customer' },
  ),
  ...each(['closed'], { row: 't19', to: 'accepted', who: ['C', 'O'], asks: ['message', '15 days'] }),
  ...each(seenBySupport, {
    row: 't21',
    to: 'discarded',
    who: ['O', 'S'],
    asks: ['which duplicate'],
    closure: 'duplicate',
  }),
  ...each(seenBySupport, {
    row: 't21',
    to: 'discarded',
    who: ['O', 'S'],
    asks: ['reason'],
    closure: 'out_of_scope',
  }),
  ...each(['new', 'authorization'], {
    row: 't22',
    to: 'discarded',
    who: ['C'],
    asks: ['unanswered'],
    closure: 'withdrawn',
  }),
  ...each(['discarded'], { row: 't23', to: 'new', who: ['O', 'S'], asks: [] }),
];

/** The code that answers when what a row asks for is not there. */
export const codeOfMissing: Readonly<Record<Asked, string>> = {
  message: 'message_required',
  reason: 'reason_required',
  vendor: 'required',
  'future date': 'date_past',
  'which duplicate': 'required',
  '5 minutes': 'too_early',
  '15 days': 'reopen_expired',
  unanswered: 'not_allowed_now',
};
