import type { HistoryRecord } from '../../history/records.ts';
import type { Thresholds } from '../check.ts';

/** What the history of {@link sound} proves. */
export const thresholds: Thresholds = { minAcks: 4, minFaults: 1, grace: 1_000 };

const people = ['anna', 'giulia'] as const;

/** Two people write four messages in turn, both see all of them, one has read two; one process was killed. */
export function sound(): HistoryRecord[] {
  const records: HistoryRecord[] = people.map((cl) => ({
    t: 0,
    p: 'harness',
    y: 'ok',
    f: 'join',
    cl,
    th: 'T',
  }));
  const log = [1, 2, 3, 4].map((seq) => ({ seq, key: `k${seq}`, from: seq % 2 === 0 ? 'anna' : 'giulia' }));
  for (const { seq, key, from } of log) {
    records.push({ t: seq * 100, p: from, y: 'invoke', f: 'send', th: 'T', key, from });
    records.push({ t: seq * 100 + 10, p: from, y: 'ok', f: 'send', th: 'T', key, from, seq });
    for (const cl of people)
      records.push({ t: seq * 100 + 20, p: cl, y: 'obs', f: 'recv', cl, th: 'T', key, seq, via: 'live' });
  }
  records.push({ t: 450, p: 'nemesis', y: 'obs', f: 'fault', kind: 'kill-realtime', on: true, proved: true });
  records.push({
    t: 460,
    p: 'nemesis',
    y: 'obs',
    f: 'fault',
    kind: 'kill-realtime',
    on: false,
    proved: true,
  });
  records.push({ t: 900, p: 'harness', y: 'obs', f: 'final', who: 'db', th: 'T', list: log });
  for (const cl of people) {
    const list = log.map(({ seq, key }) => ({ seq, key }));
    const unread = log.filter(({ seq, from }) => seq > 2 && from !== cl).length;
    records.push({
      t: 901,
      p: cl,
      y: 'obs',
      f: 'final',
      who: 'client',
      cl,
      th: 'T',
      list,
      unread,
      readSeq: 2,
      user: cl,
      stateHash: 'same',
      reloadHash: 'same',
    });
  }
  for (const who of ['index', 'indexExpected'] as const)
    records.push({ t: 902, p: 'harness', y: 'obs', f: 'final', who, ids: ['i1', 'i2'] });
  const told = log.map(({ key }) => ({ key, to: 'carla@rossi.example' }));
  for (const who of ['mail', 'mailExpected'] as const)
    records.push({ t: 903, p: 'harness', y: 'obs', f: 'final', who, list: [...told] });
  records.push(mailed(600, true));
  return records;
}

/** A mail that arrived. */
export function mailed(t: number, answered: boolean): HistoryRecord {
  const [id, to] = ['m1', 'carla@rossi.example'];
  return { t, p: 'smtp', y: 'obs', f: 'mail', id, to, keys: ['k1', 'k2', 'k3', 'k4'], answered };
}
