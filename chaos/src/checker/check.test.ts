import { describe, expect, test } from 'vitest';
import { type HistoryRecord, parseHistory } from '../history/records.ts';
import { check } from './check.ts';
import { sound, thresholds } from './testing/soundHistory.ts';
import type { ViolationKind } from './violation.ts';

type Final<W extends string> = Extract<HistoryRecord, { f: 'final'; who: W }>;
type Of<F extends HistoryRecord['f']> = Extract<HistoryRecord, { f: F }>;

function finalOf<W extends Final<string>['who']>(records: HistoryRecord[], who: W): Final<W> {
  const found = records.find((record): record is Final<W> => record.f === 'final' && record.who === who);
  if (!found) throw new Error(`no final read of ${who}`);
  return found;
}

function first<F extends HistoryRecord['f']>(
  records: HistoryRecord[],
  f: F,
  matches: (record: Of<F>) => boolean = () => true,
): Of<F> {
  const found = records.find((record): record is Of<F> => record.f === f && matches(record as Of<F>));
  if (!found) throw new Error(`no ${f}`);
  return found;
}

const ack = (records: HistoryRecord[], key: string) =>
  first(records, 'send', (record) => record.y === 'ok' && record.key === key);

/** One defect of each kind, planted into a sound history. */
const defects: Readonly<Record<ViolationKind, (records: HistoryRecord[]) => void>> = {
  LOST: (records) => void finalOf(records, 'db').list.pop(),
  'never-shown': (records) => void finalOf(records, 'client').list.pop(),
  'duplicate-stored': (records) =>
    void finalOf(records, 'db').list.push({ seq: 5, key: 'k1', from: 'giulia' }),
  'shown-twice': (records) => void finalOf(records, 'client').list.push({ seq: 5, key: 'k1' }),
  phantom: (records) =>
    records.push({
      t: 500,
      p: 'anna',
      y: 'obs',
      f: 'recv',
      cl: 'anna',
      th: 'T',
      key: 'nobody',
      seq: 9,
      via: 'live',
    }),
  'refused-but-stored': (records) => {
    const answer = ack(records, 'k4');
    records.splice(records.indexOf(answer), 1, {
      t: answer.t,
      p: answer.p,
      y: 'fail',
      f: 'send',
      th: 'T',
      key: 'k4',
      from: 'anna',
    });
  },
  divergence: (records) => {
    first(records, 'recv', ({ seq }) => seq === 3).key = 'k2';
  },
  'seq-gap': (records) => {
    for (const one of finalOf(records, 'db').list) if (one.seq > 2) one.seq += 1;
  },
  'shown-out-of-order': (records) => void finalOf(records, 'client').list.reverse(),
  'real-time-order': (records) => {
    const { list } = finalOf(records, 'db');
    const [one, other] = [list[1], list[2]];
    if (one && other) [one.key, other.key] = [other.key, one.key];
  },
  'ack-disagrees': (records) =>
    void records.push({ t: 600, p: 'anna', y: 'ok', f: 'send', th: 'T', key: 'k2', from: 'anna', seq: 3 }),
  LEAK: (records) =>
    void records.splice(3, 0, { t: 0, p: 'harness', y: 'ok', f: 'revoke', cl: 'anna', th: 'T' }),
  'unread-wrong': (records) => {
    finalOf(records, 'client').unread += 1;
  },
  'live!=reload': (records) => {
    finalOf(records, 'client').reloadHash = 'other';
  },
  'lost-update': (records) => {
    for (const ver of [2, 3])
      records.push({ t: 700, p: 'anna', y: 'ok', f: 'update', doc: 'D', base: 1, val: ver, ver });
  },
  'index-missing': (records) => void finalOf(records, 'index').ids.pop(),
  'index-ghost': (records) => void finalOf(records, 'index').ids.push('i3'),
  'mail-lost': (records) => void finalOf(records, 'mail').list.pop(),
  'mail-unexpected': (records) =>
    void finalOf(records, 'mail').list.push({ key: 'k1', to: 'paolo@bianchi.example' }),
  'mail-twice': (records) =>
    void finalOf(records, 'mail').list.push({ key: 'k1', to: 'carla@rossi.example' }),
};

test('a sound history is valid', () => {
  expect(check(sound(), thresholds)).toMatchObject({ valid: 'valid', violations: [], doubts: [] });
});

describe('a planted defect is found', () => {
  test.each(Object.keys(defects).filter((kind): kind is ViolationKind => Object.hasOwn(defects, kind)))(
    '%s',
    (kind) => {
      const records = sound();
      defects[kind](records);
      const verdict = check(records, thresholds);
      expect(verdict.valid).toBe('invalid');
      expect(Object.keys(verdict.counts)).toContain(kind);
    },
  );
});

test('what was sent before a right ended is found when it arrives after the grace', () => {
  const records = sound();
  records.push(
    { t: 415, p: 'harness', y: 'ok', f: 'revoke', cl: 'anna', th: 'T' },
    { t: 1_500, p: 'anna', y: 'obs', f: 'recv', cl: 'anna', th: 'T', key: 'k4', seq: 4, via: 'live' },
  );
  expect(check(records, thresholds).counts).toEqual({ LEAK: 1 });
  expect(check(records, { ...thresholds, grace: 2_000 }).valid).toBe('valid');
});

describe('a run that proves nothing is no success', () => {
  const doubt = (spoil: (records: HistoryRecord[]) => HistoryRecord[], own = thresholds) =>
    check(spoil(sound()), own);

  test('too few acknowledgements', () => {
    expect(doubt((records) => records, { ...thresholds, minAcks: 5 }).valid).toBe('unknown');
  });
  test('too few kinds of faults', () => {
    expect(doubt((records) => records, { ...thresholds, minFaults: 2 }).valid).toBe('unknown');
  });
  test('a fault that nobody saw bite', () => {
    const verdict = doubt((records) =>
      records.map((record) => (record.f === 'fault' ? { ...record, proved: false } : record)),
    );
    expect(verdict).toMatchObject({
      valid: 'unknown',
      doubts: ['nobody saw the fault "kill-realtime" bite'],
    });
  });
  test('a thread that was not read at the end', () => {
    expect(
      doubt((records) => records.filter((record) => !(record.f === 'final' && record.who === 'db'))).valid,
    ).toBe('unknown');
  });
  test('a page that was not read at the end', () => {
    expect(
      doubt((records) => records.filter((record) => !(record.f === 'final' && record.who === 'client')))
        .valid,
    ).toBe('unknown');
  });
  test('a message of which nobody knows what became', () => {
    const open: HistoryRecord = {
      t: 800,
      p: 'anna',
      y: 'invoke',
      f: 'send',
      th: 'T',
      key: 'k9',
      from: 'anna',
    };
    expect(doubt((records) => [...records, open]).valid).toBe('unknown');
  });
});

describe('what looks alike and is right', () => {
  test('an answer that never came, for a message that is there once', () => {
    const records = sound();
    const answer = ack(records, 'k4');
    records.splice(records.indexOf(answer), 1, {
      t: 5_000,
      p: 'anna',
      y: 'info',
      f: 'send',
      th: 'T',
      key: 'k4',
      from: 'anna',
    });
    expect(check(records, { ...thresholds, minAcks: 3 }).valid).toBe('valid');
  });
  test('the same message received live and again by catching up', () => {
    const records = sound();
    records.push({
      t: 500,
      p: 'anna',
      y: 'obs',
      f: 'recv',
      cl: 'anna',
      th: 'T',
      key: 'k4',
      seq: 4,
      via: 'catchup',
    });
    expect(check(records, thresholds).valid).toBe('valid');
  });
  test('something under way when a right was taken away, and the right given back', () => {
    const records = sound();
    records.push(
      { t: 415, p: 'harness', y: 'ok', f: 'revoke', cl: 'anna', th: 'T' },
      { t: 800, p: 'harness', y: 'ok', f: 'join', cl: 'anna', th: 'T' },
    );
    expect(check(records, thresholds).valid).toBe('valid');
  });
  test('messages sent at the same time in another order than they were sent in', () => {
    const records = sound();
    first(records, 'send', ({ y, key }) => y === 'invoke' && key === 'k3').t = 195;
    expect(check(records, thresholds).valid).toBe('valid');
  });
});

test('a history is read back as it was written; lines of other kinds are left out', () => {
  const records = sound();
  const lines = [
    ...records.map((record) => JSON.stringify(record)),
    JSON.stringify({ t: 1, p: 'x', f: 'search', y: 'ok', ids: [] }),
    '',
  ];
  expect(parseHistory(lines.join('\n'))).toEqual(records);
  expect(() => parseHistory('{"t":1}')).toThrow();
});
