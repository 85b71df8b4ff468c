import { priorities, type State } from '../entities.ts';
import { doneStates, openStates, type Preset, type Transition } from './table.ts';

const supportAndThird: readonly State[] = ['new', 'accepted', 'working', 'development', 'vendor', 'planned'];

const withClosure = (
  row: Omit<Transition, 'closure'>,
  closure: NonNullable<Transition['closure']>,
): Transition => ({ ...row, closure });

/**
 * Every way a ticket moves from one state to another, in order of preference: where two rows fit, the first is taken.
 * Opening (t1, t2), hold (t24), priority and urgency (t25, t26), archive (t27) and edits (t28) do not move the state.
 */
export const transitions: readonly Transition[] = [
  { id: 't3', from: ['authorization'], to: 'new', by: ['CA'], needs: [] },
  withClosure(
    { id: 't4', from: ['authorization'], to: 'discarded', by: ['CA'], needs: ['reason'] },
    'authorization_refused',
  ),
  // The first public answer takes the ticket in charge, so that an answered ticket never looks unassigned.
  { id: 't5', from: ['new'], to: 'accepted', by: ['O'], needs: [], operator: 'take', onMessage: true },
  { id: 't6', from: ['new', 'accepted'], to: 'working', by: ['O'], needs: [], operator: 'take' },
  { id: 't7', from: ['accepted', 'working'], to: 'waiting_customer', by: ['O'], needs: ['message'] },
  { id: 't8', from: ['waiting_customer'], to: 'accepted', by: ['C'], needs: ['message'], onMessage: true },
  { id: 't9', from: ['accepted', 'working'], to: 'development', by: ['O'], needs: [] },
  { id: 't9', from: ['development'], to: 'accepted', by: ['O'], needs: [] },
  { id: 't9', from: ['development'], to: 'working', by: ['O'], needs: [] },
  { id: 't10', from: ['accepted', 'working'], to: 'vendor', by: ['O'], needs: ['vendor'] },
  { id: 't10', from: ['vendor'], to: 'accepted', by: ['O'], needs: [] },
  { id: 't10', from: ['vendor'], to: 'working', by: ['O'], needs: [] },
  { id: 't11', from: ['accepted', 'working'], to: 'planned', by: ['O'], needs: ['future_date'] },
  { id: 't12', from: ['planned'], to: 'working', by: ['T', 'O'], needs: [] },
  {
    id: 't13',
    from: ['accepted', 'working', 'development', 'vendor', 'planned'],
    to: 'resolved',
    by: ['O'],
    needs: ['message'],
  },
  withClosure({ id: 't14', from: ['resolved'], to: 'closed', by: ['C'], needs: [] }, 'confirmed'),
  withClosure({ id: 't15', from: ['resolved'], to: 'closed', by: ['T'], needs: [] }, 'auto'),
  { id: 't16', from: ['resolved'], to: 'accepted', by: ['C'], needs: ['message'], onMessage: true },
  withClosure({ id: 't17', from: supportAndThird, to: 'closed', by: ['O'], needs: ['message'] }, 'solved'),
  withClosure(
    {
      id: 't18',
      from: openStates.filter((state) => state !== 'resolved'),
      to: 'closed',
      by: ['C'],
      needs: ['message', 'minimum_age'],
    },
    'closed_by_customer',
  ),
  {
    id: 't19',
    from: ['closed'],
    to: 'accepted',
    by: ['C', 'O'],
    needs: ['message', 'reopen_window'],
    onMessage: true,
  },
  withClosure(
    {
      id: 't21',
      from: openStates.filter((state) => state !== 'authorization'),
      to: 'discarded',
      by: ['O', 'S'],
      needs: ['duplicate_of'],
    },
    'duplicate',
  ),
  withClosure(
    {
      id: 't21',
      from: openStates.filter((state) => state !== 'authorization'),
      to: 'discarded',
      by: ['O', 'S'],
      needs: ['reason'],
    },
    'out_of_scope',
  ),
  withClosure(
    {
      id: 't22',
      from: ['new', 'authorization'],
      to: 'discarded',
      by: ['C'],
      needs: ['own_while_gated', 'unanswered'],
    },
    'withdrawn',
  ),
  { id: 't23', from: ['discarded'], to: 'new', by: ['O', 'S'], needs: [], operator: 'release' },
];

/** The default workflow: all states, all rows. */
export const fullPreset: Preset = {
  code: 'full',
  states: [...openStates, ...doneStates],
  transitions,
  names: {},
  rules: {
    minimumAgeMinutes: 5,
    amendMinutes: 15,
    reopenDays: 15,
    autoCloseDays: 3,
    autoCloseWorkingDays: false,
    autoCloseWarningHours: 24,
    customerPriorities: priorities,
    customerReprioritises: true,
    thirdPartyPauses: false,
    attachmentMegabytes: 25,
    attachmentsPerMessage: 10,
    attachmentsDescribed: false,
  },
};
