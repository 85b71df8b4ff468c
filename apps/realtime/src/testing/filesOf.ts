import { randomUUID } from 'node:crypto';
import { type Result, type Uploaded, uploaded, type Written } from '@sportello/core';
import { readAnswer } from '@sportello/core/client';
import type { PersonId } from '@sportello/models';
import type { TestCluster, TestProcess } from './process.ts';
import { samples } from './sampleFiles.ts';

/** What a test sends as the content of a file. */
type Body = NonNullable<RequestInit['body']>;

/** Uploads, attaches and fetches files as people of the cast, over HTTP. */
export interface TestFiles {
  /** Headers of a request by somebody; nobody when they are not signed in. */
  own(person: string): { cookie: string };
  post(
    person: string,
    body: Body,
    name?: string,
    init?: { headers?: Record<string, string>; signal?: AbortSignal },
  ): Promise<{ status: number } & Result<Uploaded>>;
  /** Uploads what is expected to be taken. */
  upload(person: string, bytes?: Buffer, name?: string): Promise<Uploaded>;
  attach(
    person: PersonId,
    ticket: string,
    file: Pick<Uploaded, 'id'>,
    how?: { key?: string; note?: boolean },
  ): Promise<Result<Written>>;
  get(person: string, path: string, headers?: Record<string, string>, method?: string): Promise<Response>;
  /** What is stored of attachments, whole or not. */
  stored(): Promise<{ records: number; pieces: number }>;
}

/** Files of a cluster's first process, with the named people signed in. */
export async function filesOf(cluster: TestCluster, people: readonly PersonId[]): Promise<TestFiles> {
  const [process] = cluster.processes as readonly [TestProcess];
  const cookies = new Map<string, string>();
  for (const person of people) cookies.set(person, await process.cookie(person));
  const own = (person: string) => ({ cookie: cookies.get(person) ?? '' });

  const post: TestFiles['post'] = async (person, body, name = 'scarto.png', { headers, signal } = {}) => {
    const response = await fetch(new URL('/api/attachments', process.url), {
      method: 'POST',
      headers: { ...own(person), 'x-file-name': encodeURIComponent(name), ...headers },
      body,
      duplex: 'half',
      ...(signal && { signal }),
    });
    return { status: response.status, ...readAnswer(uploaded, await response.json()) };
  };
  return {
    own,
    post,
    upload: async (person, bytes = samples.png, name = 'scarto.png') => {
      const answer = await post(person, new Uint8Array(bytes), name);
      if (!answer.ok) throw new Error(`${person} cannot upload: ${answer.code}`);
      return answer.data;
    },
    attach: (person, ticket, { id }, { key = randomUUID(), note = false } = {}) =>
      cluster.world.run(
        person,
        note ? 'ticket.note' : 'ticket.reply',
        { ticket, body: 'Vedi allegato', attachments: [{ id, description: 'La schermata' }] },
        key,
      ),
    get: (person, path, headers = {}, method = 'GET') =>
      fetch(new URL(`/api/attachments/${path}`, process.url), {
        method,
        headers: { ...own(person), ...headers },
      }),
    stored: async () => {
      const { connection, attachments } = cluster.world.installation.database;
      return {
        records: await attachments.countDocuments(),
        pieces: await connection.collection('content.chunks').countDocuments(),
      };
    },
  };
}
