import { priorities, type State } from '../entities.ts';
import { doneStates, type Preset, type PresetCode, type StateNames, type Transition } from './table.ts';
import { fullPreset } from './transitions.ts';

type RowId = Transition['id'];

/** Rows that no portal may lack: what was discarded by mistake comes back. */
const always: readonly RowId[] = ['t23'];

/** The rows of the whole table between the states that a workflow has. */
function rowsOf(states: readonly State[], ids: readonly RowId[]): Transition[] {
  return fullPreset.transitions.flatMap((row) => {
    const from = row.from.filter((state) => states.includes(state));
    const isKept = (ids.includes(row.id) || always.includes(row.id)) && states.includes(row.to);
    return isKept && from.length > 0 ? [{ ...row, from }] : [];
  });
}

const both = (it: string, en: string) => ({ staff: { it, en }, customer: { it, en } });

interface Portal {
  readonly states: readonly State[];
  readonly rows: readonly RowId[];
  readonly rules?: Partial<Preset['rules']>;
  readonly names?: StateNames;
  /** Rows as this portal has them. */
  readonly adapt?: (row: Transition) => Transition;
}

/** ACUT knows no "accepted": the first answer, and assigning, put a ticket to work. */
const worksAtOnce = (row: Transition): Transition => (row.id === 't6' ? { ...row, onMessage: true } : row);

const portals: Readonly<Record<Exclude<PresetCode, 'full'>, Portal>> = {
  acut: {
    states: ['authorization', 'new', 'working', 'closed', 'discarded'],
    rows: ['t3', 't4', 't6', 't17', 't22'],
    rules: { customerPriorities: [], customerReprioritises: false, attachmentsDescribed: true },
    names: {
      authorization: both('Da autorizzare', 'To be authorised'),
      new: both('Da assegnare', 'To be assigned'),
      working: both('In lavorazione', 'In progress'),
      closed: both('Evaso', 'Settled'),
    },
    adapt: worksAtOnce,
  },
  nts: {
    states: ['new', 'accepted', 'waiting_customer', 'development', 'closed'],
    rows: ['t5', 't7', 't8', 't9', 't17', 't18', 't19'],
    rules: { attachmentMegabytes: 4 },
    names: {
      new: both('Non assegnato', 'Not assigned'),
      accepted: both('In attesa', 'Waiting for support'),
      waiting_customer: both('Rinviato', 'Sent back'),
      development: both('In Sviluppo', 'In development'),
    },
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
    rows: ['t5', 't6', 't7', 't8', 't9', 't11', 't12', 't13', 't14', 't15', 't16', 't18', 't21'],
    rules: { reopenDays: null, customerReprioritises: false },
    names: {
      new: both('Aperto', 'Open'),
      accepted: both('Attesa SUPPORTO', 'Waiting for SUPPORT'),
      working: both('In corso', 'In progress'),
      waiting_customer: both('Attesa CLIENTE', 'Waiting for CUSTOMER'),
      development: both('Attesa PROGRAMMAZIONE', 'Waiting for DEVELOPMENT'),
      planned: both('Pianificato', 'Planned'),
      resolved: both('Risolto', 'Resolved'),
      discarded: both('Non considerare', 'Not considered'),
    },
    adapt: (row) => (row.id === 't6' ? { ...row, needs: [...row.needs, 'not_clarification'] } : row),
  },
  esseci: {
    states: ['new', 'accepted', 'working', 'development', 'vendor', 'closed'],
    rows: ['t5', 't6', 't9', 't10', 't17', 't19'],
    rules: { customerPriorities: [], customerReprioritises: false, attachmentsPerMessage: 2 },
    names: {
      new: both('Aperto', 'Open'),
      accepted: both('Presa in carico', 'Taken in charge'),
      working: both('In lavorazione', 'In progress'),
      development: both('Miglioria e sviluppo', 'Improvement and development'),
      vendor: both('Inoltrata al produttore', 'Forwarded to the producer'),
      closed: both('Chiuso con soluzione', 'Closed with a solution'),
    },
  },
  tustena: {
    states: ['new', 'accepted', 'waiting_customer', 'resolved', 'closed'],
    rows: ['t5', 't7', 't8', 't13', 't14', 't15', 't16', 't19'],
    rules: { customerPriorities: priorities.slice(0, -1), customerReprioritises: false },
  },
};

/** ACUT reopens into what it has instead of "accepted". */
const reopensToWork: Transition = {
  id: 't19',
  from: ['closed'],
  to: 'working',
  by: ['C', 'O'],
  needs: ['message', 'reopen_window'],
  onMessage: true,
};

function presetOf(code: Exclude<PresetCode, 'full'>): Preset {
  const { states, rows, rules = {}, names = {}, adapt = (row) => row } = portals[code];
  const transitions = rowsOf(states, rows).map(adapt);
  return {
    code,
    states,
    transitions: code === 'acut' ? [...transitions, reopensToWork] : transitions,
    rules: { ...fullPreset.rules, ...rules },
    names,
  };
}

/** All workflows one may begin with. */
export const presets: Readonly<Record<PresetCode, Preset>> = {
  full: fullPreset,
  acut: presetOf('acut'),
  nts: presetOf('nts'),
  terasoft: presetOf('terasoft'),
  esseci: presetOf('esseci'),
  tustena: presetOf('tustena'),
};

/** What is wrong with a workflow: states that nothing leads to, that nothing leads out of, or from which no way ends. */
export interface WorkflowFault {
  readonly kind: 'unreachable' | 'dead_end' | 'never_ends' | 'lacks';
  readonly state: State;
}

/** States that every workflow has: something begins, somebody works on it, it ends. */
export const neededStates: readonly State[] = ['new', 'closed'];

function reach(from: readonly State[], step: (state: State) => readonly State[]): Set<State> {
  const reached = new Set(from);
  for (const state of reached) for (const next of step(state)) reached.add(next);
  return reached;
}

/** The faults of a workflow, by which a change is refused before it is applied. */
export function workflowFaults({
  states,
  transitions,
}: Pick<Preset, 'states' | 'transitions'>): WorkflowFault[] {
  const leadsTo = (state: State) =>
    transitions.filter(({ from }) => from.includes(state)).map(({ to }) => to);
  const comesFrom = (state: State) =>
    transitions.filter(({ to }) => to === state).flatMap(({ from }) => from);
  const born = (['authorization', 'new'] as const).filter((state) => states.includes(state));
  const reached = reach(born, leadsTo);
  const ending = reach(
    doneStates.filter((state) => states.includes(state)),
    comesFrom,
  );
  const lacks = neededStates.filter((state) => !states.includes(state));
  if (!states.some((state) => state === 'accepted' || state === 'working')) lacks.push('accepted');
  return [
    ...lacks.map((state) => ({ kind: 'lacks' as const, state })),
    ...states.flatMap((state): WorkflowFault[] => {
      const isDone = doneStates.includes(state);
      if (!reached.has(state)) return [{ kind: 'unreachable', state }];
      if (!isDone && leadsTo(state).length === 0) return [{ kind: 'dead_end', state }];
      return !isDone && !ending.has(state) ? [{ kind: 'never_ends', state }] : [];
    }),
  ];
}
