import { z } from 'zod';

const common = { t: z.number(), p: z.string() };
const send = { ...common, f: z.literal('send'), th: z.string(), key: z.string(), from: z.string() };
const membership = { ...common, y: z.literal('ok'), cl: z.string(), th: z.string() };
const final = { ...common, f: z.literal('final'), y: z.literal('obs') };

const sendInvoked = z.object({ ...send, y: z.literal('invoke') });
const sendSaved = z.object({ ...send, y: z.literal('ok'), seq: z.number() });
const sendRefused = z.object({ ...send, y: z.literal('fail') });
const sendUnknown = z.object({ ...send, y: z.literal('info') });
const received = z.object({
  ...common,
  f: z.literal('recv'),
  y: z.literal('obs'),
  cl: z.string(),
  th: z.string(),
  key: z.string(),
  seq: z.number(),
  via: z.enum(['live', 'catchup', 'reload']),
});
const joined = z.object({ ...membership, f: z.literal('join') });
const revoked = z.object({ ...membership, f: z.literal('revoke') });
const updateSaved = z.object({
  ...common,
  f: z.literal('update'),
  y: z.literal('ok'),
  doc: z.string(),
  base: z.number(),
  val: z.unknown(),
  ver: z.number(),
});
const fault = z.object({
  ...common,
  f: z.literal('fault'),
  y: z.literal('obs'),
  kind: z.string(),
  on: z.boolean(),
  proved: z.boolean(),
});
const finalDatabase = z.object({
  ...final,
  who: z.literal('db'),
  th: z.string(),
  list: z.array(z.object({ seq: z.number(), key: z.string(), from: z.string() })),
});
const finalClient = z.object({
  ...final,
  who: z.literal('client'),
  cl: z.string(),
  th: z.string(),
  list: z.array(z.object({ seq: z.number(), key: z.string() })),
  unread: z.number(),
  readSeq: z.number(),
  user: z.string(),
  stateHash: z.string(),
  reloadHash: z.string(),
});
const finalIndex = z.object({ ...final, who: z.literal('index'), ids: z.array(z.string()) });
const finalExpectedIndex = z.object({ ...final, who: z.literal('indexExpected'), ids: z.array(z.string()) });

const told = z.array(z.object({ key: z.string(), to: z.string() }));
const finalMail = z.object({ ...final, who: z.literal('mail'), list: told });
const finalExpectedMail = z.object({ ...final, who: z.literal('mailExpected'), list: told });
/** A mail that arrived, with the keys of the messages it tells; `answered`: whether its sender was told so. */
const mailed = z.object({
  ...common,
  f: z.literal('mail'),
  y: z.literal('obs'),
  id: z.string(),
  to: z.string(),
  keys: z.array(z.string()),
  answered: z.boolean(),
});

/** A line of a history whose meaning the checker does not know. */
const foreign = z.object({ ...common, f: z.string(), y: z.string() });

/** One line of a history: what somebody did or saw, with the milliseconds of the one clock of the run. */
export const historyRecord = z.union([
  received,
  sendInvoked,
  sendSaved,
  sendRefused,
  sendUnknown,
  joined,
  revoked,
  updateSaved,
  fault,
  finalDatabase,
  finalClient,
  finalIndex,
  finalExpectedIndex,
  mailed,
  finalMail,
  finalExpectedMail,
]);
export type HistoryRecord = z.infer<typeof historyRecord>;
export type FinalClient = z.infer<typeof finalClient>;
export type Mailed = z.infer<typeof mailed>;
export type Received = z.infer<typeof received>;

/**
 * Reads a history; lines that tell nothing the checker knows are left out.
 * @param text JSON lines
 * @throws when a line is no record at all
 */
export function parseHistory(text: string): HistoryRecord[] {
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    const value: unknown = JSON.parse(line);
    const known = historyRecord.safeParse(value);
    if (known.success) return [known.data];
    foreign.parse(value);
    return [];
  });
}
