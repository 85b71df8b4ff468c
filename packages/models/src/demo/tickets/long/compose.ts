import type { DemoStep, PersonId } from '../../types.ts';

/** One subject a long thread goes through: what is asked about it and how it ends. */
export interface Topic {
  readonly name: string;
  /** A table or account, as the people of the thread call it. */
  readonly table: string;
  /** A count or an amount, already written the Italian way. */
  readonly size: string;
  readonly trouble: string;
  readonly example: string;
  readonly note: string;
  readonly fix: string;
  readonly check: string;
}

/** How the people of a thread talk: `{name}`, `{table}` and `{size}` stand for the topic's. */
export interface Voice {
  readonly customer: PersonId;
  readonly operator: PersonId;
  readonly colleague: PersonId;
  readonly nudge: readonly string[];
  readonly start: readonly string[];
  readonly ack: readonly string[];
  readonly progress: readonly string[];
  readonly ask: readonly string[];
  readonly wait: readonly string[];
  readonly recheck: readonly string[];
  readonly later: readonly string[];
  readonly close: readonly string[];
  readonly colleagueNotes: readonly string[];
  /** Questions beside the subject, each with its answer. */
  readonly asides: readonly (readonly [question: string, answer: string])[];
}

type Spoken =
  | 'nudge'
  | 'start'
  | 'ack'
  | 'progress'
  | 'ask'
  | 'wait'
  | 'recheck'
  | 'later'
  | 'close'
  | 'colleagueNotes';
type Told = 'trouble' | 'example' | 'note' | 'fix' | 'check';
type Move = Spoken | Told | 'aside';

/** The courses a subject may take, used in turn so that no two neighbours look alike. */
const courses: readonly (readonly Move[])[] = [
  [
    'start',
    'ack',
    'progress',
    'trouble',
    'ask',
    'example',
    'note',
    'fix',
    'recheck',
    'check',
    'close',
    'aside',
  ],
  ['nudge', 'start', 'progress', 'trouble', 'example', 'wait', 'note', 'fix', 'later', 'check', 'close'],
  ['start', 'progress', 'trouble', 'example', 'note', 'colleagueNotes', 'fix', 'recheck', 'check', 'aside'],
  ['start', 'aside', 'progress', 'trouble', 'ask', 'example', 'note', 'fix', 'check', 'close'],
  [
    'nudge',
    'start',
    'ack',
    'progress',
    'trouble',
    'wait',
    'note',
    'ask',
    'example',
    'fix',
    'recheck',
    'check',
    'close',
  ],
];

/** Minutes between two entries of the same subject, used in turn. */
const pauses = [6, 14, 3, 27, 9, 41, 5, 18, 62, 11, 33, 4, 23, 8, 52, 16] as const;

const byCustomer: ReadonlySet<Move> = new Set(['nudge', 'ack', 'later', 'trouble', 'example', 'check']);

/** Italian prepositions joined to the article that follows them: «di» and «il piano» make «del piano». */
const joined: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  di: { il: 'del ', lo: 'dello ', la: 'della ', i: 'dei ', gli: 'degli ', le: 'delle ', l: "dell'" },
  a: { il: 'al ', lo: 'allo ', la: 'alla ', i: 'ai ', gli: 'agli ', le: 'alle ', l: "all'" },
  su: { il: 'sul ', lo: 'sullo ', la: 'sulla ', i: 'sui ', gli: 'sugli ', le: 'sulle ', l: "sull'" },
};

function withPreposition(preposition: string, name: string): string {
  const [, article = '', noun = name] = /^(il|lo|la|i|gli|le|l)(?: |')(.+)$/u.exec(name) ?? [];
  return `${joined[preposition]?.[article] ?? `${preposition} `}${noun}`;
}

function filled(text: string, topic: Topic): string {
  return text
    .replace(/\{(di|a|su) name\}/gu, (_, preposition: string) => withPreposition(preposition, topic.name))
    .replaceAll('{name}', topic.name)
    .replaceAll('{table}', topic.table)
    .replaceAll('{size}', topic.size)
    .replace(
      /(^|[.!?] )(\p{Ll})/gu,
      (_, before: string, letter: string) => `${before}${letter.toUpperCase()}`,
    );
}

/** Takes the items of a list in turn. */
function inTurn<T>(items: readonly T[]): () => T {
  let next = 0;
  return () => {
    const item = items[next % items.length];
    next += 1;
    if (item === undefined) throw new Error('nothing to take from');
    return item;
  };
}

type Line = Exclude<Move, 'aside'>;

function isTold(move: Line): move is Told {
  return move === 'trouble' || move === 'example' || move === 'note' || move === 'fix' || move === 'check';
}

/** Turns moves into steps; remembers whether the last answer left the ticket waiting, so that work starts again. */
class Writer {
  readonly #voice: Voice;
  readonly #take = new Map<string, () => string>();
  #waited = false;

  constructor(voice: Voice) {
    this.#voice = voice;
  }

  #spoken(move: Spoken): string {
    const take = this.#take.get(move) ?? inTurn(this.#voice[move]);
    this.#take.set(move, take);
    return take();
  }

  step(move: Line, topic: Topic, afterMinutes: number): DemoStep {
    const text = isTold(move) ? topic[move] : filled(this.#spoken(move), topic);
    const { customer, operator, colleague } = this.#voice;
    if (byCustomer.has(move)) return { by: customer, afterMinutes, message: text };
    if (move === 'note') return { by: operator, afterMinutes, note: text };
    if (move === 'colleagueNotes') return { by: colleague, afterMinutes, note: text };
    const again = move === 'start' && this.#waited;
    if (move === 'start' || move === 'recheck') this.#waited = move === 'recheck';
    if (move === 'recheck') return { by: operator, afterMinutes, state: 'waiting_customer', message: text };
    if (again) return { by: operator, afterMinutes, state: 'working', message: text };
    return { by: operator, afterMinutes, message: text };
  }
}

/**
 * Writes a long thread: every topic once, in order. The same arguments always give the same thread.
 * The ticket must be in `working` before it.
 * @param topics what the thread goes through
 * @param voice who talks, and how
 * @param dayOf the day, counted from the first, on which the topic with this index begins; never earlier than the one before
 */
export function composeThread(
  topics: readonly Topic[],
  voice: Voice,
  dayOf: (index: number) => number,
): DemoStep[] {
  const writer = new Writer(voice);
  const aside = inTurn(voice.asides);
  const course = inTurn(courses);
  const pause = inTurn(pauses);
  const steps: DemoStep[] = [];
  let elapsed = 0;
  const add = (step: DemoStep): void => {
    steps.push(step);
    elapsed += step.afterMinutes;
  };
  for (const [index, topic] of topics.entries()) {
    let absence = Math.max(0, dayOf(index) * 1440 - elapsed);
    for (const move of course()) {
      const afterMinutes = absence + pause();
      // Who says «later» comes back after some hours.
      absence = move === 'later' ? 290 : 0;
      if (move !== 'aside') {
        add(writer.step(move, topic, afterMinutes));
        continue;
      }
      const [question, answer] = aside();
      add({ by: voice.customer, afterMinutes, message: question });
      add({ by: voice.operator, afterMinutes: pause(), message: answer });
    }
  }
  return steps;
}
