import type { Closure, State } from '../entities.ts';
import type { PresetCode } from '../workflow/table.ts';

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
  | 'unanswered'
  | 'own request';

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
  ...each(['new'], {
    row: 't22',
    to: 'discarded',
    who: ['C'],
    asks: ['unanswered'],
    closure: 'withdrawn',
  }),
  // An administrator who says no to a colleague's request gives the reason of t4; t22 is for who asked.
  ...each(['authorization'], {
    row: 't22',
    to: 'discarded',
    who: ['C'],
    asks: ['own request', 'unanswered'],
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
  'own request': 'not_allowed_now',
};

/** The states of every preset and the portals named beside each row, typed off from the document. */
const portals: Readonly<Record<Exclude<PresetCode, 'full'>, { states: readonly State[]; rows: string }>> = {
  acut: {
    states: ['authorization', 'new', 'working', 'closed', 'discarded'],
    rows: 't3 t4 t6 t17 t19 t22 t23',
  },
  nts: {
    states: ['new', 'accepted', 'waiting_customer', 'development', 'closed'],
    rows: 't5 t7 t8 t9 t17 t18 t19 t23',
  },
  terasoft: {
    states: [
      'new',
      'accepted',
      'working',
      'waiting_customer',
      'development',
      'planned',
      'resolved',
      'closed',
      'discarded',
    ],
    rows: 't5 t6 t7 t8 t9 t11 t12 t13 t14 t15 t16 t18 t21 t23',
  },
  esseci: {
    states: ['new', 'accepted', 'working', 'development', 'vendor', 'closed'],
    rows: 't5 t6 t9 t10 t17 t19 t23',
  },
  tustena: {
    states: ['new', 'accepted', 'waiting_customer', 'resolved', 'closed'],
    rows: 't5 t7 t8 t13 t14 t15 t16 t19 t23',
  },
};

/** The states of a preset by the specification. */
export function specifiedStates(code: PresetCode): readonly State[] {
  return code === 'full' ? [...open, 'closed', 'discarded'] : portals[code].states;
}

/** The moves of a preset by the specification: ACUT, which has no "accepted", reopens into its "working". */
export function specifiedMovesOf(code: PresetCode): readonly SpecifiedMove[] {
  if (code === 'full') return specifiedMoves;
  const { states, rows } = portals[code];
  const ids = rows.split(' ');
  return specifiedMoves
    .map((move) => (code === 'acut' && move.row === 't19' ? { ...move, to: 'working' as const } : move))
    .filter(({ row, from, to }) => ids.includes(row) && states.includes(from) && states.includes(to));
}
