import type { Facts, Stored } from './facts.ts';
import type { Violation } from './violation.ts';

function* keysTwice(th: string, stored: readonly Stored[]): Generator<Violation> {
  const seen = new Map<string, number>();
  for (const { key, seq } of stored) {
    const before = seen.get(key);
    if (before !== undefined)
      yield { kind: 'duplicate-stored', text: `${key} stands in ${th} as ${before} and as ${seq}` };
    seen.set(key, seq);
  }
}

function* gaps(th: string, stored: readonly Stored[]): Generator<Violation> {
  const numbers = stored.map(({ seq }) => seq).sort((one, other) => one - other);
  for (const [index, seq] of numbers.entries()) {
    if (seq === index + 1) continue;
    yield { kind: 'seq-gap', text: `${th}: where ${index + 1} belongs, ${seq} stands` };
    return;
  }
}

/** What is wrong with what the database holds at the end. */
export function* checkStorage({ sent, stored, updates }: Facts): Generator<Violation> {
  const seqs = new Map(
    [...stored].map(([th, list]) => [th, new Map(list.map(({ key, seq }) => [key, seq]))]),
  );
  for (const { key, th, saved, isRefused } of sent.values()) {
    const seq = seqs.get(th)?.get(key);
    if (saved.length > 0 && seqs.has(th) && seq === undefined)
      yield { kind: 'LOST', text: `${key} was acknowledged in ${th} and is not there` };
    if (isRefused && saved.length === 0 && seq !== undefined)
      yield { kind: 'refused-but-stored', text: `${key} was refused and stands in ${th}` };
    const answers = new Set([
      ...saved.map((answer) => answer.seq),
      ...(saved.length > 0 && seq !== undefined ? [seq] : []),
    ]);
    if (answers.size > 1)
      yield { kind: 'ack-disagrees', text: `${key} in ${th} is ${[...answers].join(' and ')}` };
  }
  for (const [th, list] of stored) {
    yield* keysTwice(th, list);
    yield* gaps(th, list);
    for (const { key } of list)
      if (!sent.has(key)) yield { kind: 'phantom', text: `${key} stands in ${th} and nobody sent it` };
  }
  const versions = new Map<string, number>();
  for (const { doc, base, ver } of updates) {
    const winner = versions.get(`${doc} ${base}`);
    if (winner !== undefined && winner !== ver)
      yield { kind: 'lost-update', text: `${doc}: ${winner} and ${ver} both follow ${base}` };
    versions.set(`${doc} ${base}`, ver);
  }
}

/** A message that was sent after another had been acknowledged stands after it. */
export function* checkRealTimeOrder({ sent, stored }: Facts): Generator<Violation> {
  for (const [th, list] of stored) {
    const seqs = new Map(list.map(({ key, seq }) => [key, seq]));
    const own = [...sent.values()].filter((one) => seqs.has(one.key));
    const acknowledged = own
      .flatMap(({ key, saved }) => saved.map(({ at }) => ({ at, key, seq: seqs.get(key) ?? 0 })))
      .sort((one, other) => one.at - other.at);
    let next = 0;
    let highest = { seq: 0, key: '' };
    for (const { key, invokedAt } of own.sort((one, other) => one.invokedAt - other.invokedAt)) {
      for (let answer = acknowledged[next]; answer && answer.at < invokedAt; answer = acknowledged[next]) {
        if (answer.seq > highest.seq) highest = answer;
        next += 1;
      }
      const seq = seqs.get(key) ?? 0;
      if (seq < highest.seq)
        yield {
          kind: 'real-time-order',
          text: `${th}: ${key} (${seq}) was sent after ${highest.key} (${highest.seq}) had been saved`,
        };
    }
  }
}
