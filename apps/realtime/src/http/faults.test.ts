import { createServer } from 'node:http';
import type { Identity, Installation } from '@sportello/domain';
import { openTestInstallation, type TestInstallation } from '@sportello/domain/testing';
import { servers, uniqueName } from '@sportello/services/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { answerTo } from './answers.ts';
import { createApp } from './app.ts';

/** What would be seen if it got out: a query, a path, an address, a line break, a colour, a line of a log that is none. */
const TELLING =
  'E11000 duplicate key { email: "giulia@rossi.example" } at /srv/sportello/run.ts:9:1 mongodb://u:parola@mongo\r\n{"level":60,"msg":"forged"}\u001b[31m\u2028';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('faults'));
});
afterAll(() => test.close());

function capturing() {
  const lines: string[] = [];
  return { lines, log: pino({}, { write: (line) => void lines.push(line) }) };
}

/** An HTTP side whose installation fails at the first thing that is asked of it. */
async function failing(error: Error) {
  const { lines, log } = capturing();
  const fail = () => Promise.reject(error);
  const identity = {
    identify: fail,
    signIn: fail,
    signOut: fail,
    cookieName: 'sportello',
  } as unknown as Identity;
  const installation: Installation = { ...test.installation, identity };
  const server = createServer(createApp({ installation, log, trustedProxies: 0, redis: null, web: null }));
  const url = await new Promise<string>((resolve) => {
    server.listen(0, () => {
      const address = server.address();
      resolve(`http://localhost:${typeof address === 'object' && address ? address.port : 0}`);
    });
  });
  onTestFinished(() => void server.close());
  return { lines, url };
}

describe('whatever goes wrong inside', () => {
  it('is answered with a code and a reference, and told in one line of the log (RTC-02, LOG-01, LOG-03)', async () => {
    const { lines, log } = capturing();
    const answer = await answerTo(() => Promise.reject(new Error(TELLING)), log);
    expect(answer).toEqual({
      ok: false,
      code: 'internal',
      correlation: expect.stringMatching(/^[\da-f-]{36}$/u),
    });
    expect(lines).toHaveLength(1);
    const [line = ''] = lines;
    expect(line.trimEnd()).not.toMatch(/\p{Cc}/u);
    expect(JSON.parse(line)).toMatchObject({
      level: 50,
      correlation: (answer as { correlation: string }).correlation,
      err: { message: TELLING },
    });
  });

  it('that passes is answered with when to try again (B.7)', async () => {
    const away = Object.assign(new Error(TELLING), { name: 'MongoNetworkError' });
    const answer = await answerTo(() => Promise.reject(away), capturing().log);
    expect(answer).toMatchObject({ ok: false, code: 'store_unavailable', retryAfter: expect.any(Number) });
    expect(JSON.stringify(answer)).not.toContain('parola');
  });

  it.each([
    ['GET', '/api/session', undefined],
    ['POST', '/api/session', '{"email":"a@b.example","password":"parola"}'],
    ['DELETE', '/api/session', undefined],
    ['POST', '/api/query', '{"name":"inbox","input":{}}'],
    ['POST', '/api/command', '{"name":"ticket.take","input":{}}'],
    ['POST', '/api/attachments', 'x'],
    ['GET', `/api/attachments/${'0'.repeat(24)}`, undefined],
    ['GET', `/api/attachments/${'0'.repeat(24)}/thumbnail`, undefined],
  ])('tells nobody why: %s %s (LOG-03, SES-03)', async (method, path, body) => {
    const { lines, url } = await failing(new Error(TELLING));
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { cookie: 'sportello=the-secret-of-a-session', 'content-type': 'application/json' },
      ...(body !== undefined && { body }),
    });
    const text = `${await response.text()} ${[...response.headers].join(' ')}`;
    expect(response.status).toBe(500);
    expect(text).toContain('"internal"');
    expect(text).not.toMatch(/E11000|parola|giulia|sportello\/run|forged/u);
    for (const line of lines) expect(line).not.toMatch(/the-secret-of-a-session|"password"/u);
    expect(lines.every((line) => typeof JSON.parse(line) === 'object')).toBe(true);
  });
});
