import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { attachmentLimitsOf, type Refusal, type Result, refuse, type Uploaded } from '@sportello/core';
import { type Context, type Installation, upload } from '@sportello/domain';
import { error, type RequestEvent } from '@sveltejs/kit';
import { type KeptFile, readKept } from '$lib/features/attachment/keptFiles';
import { hearOut } from './bodyLimit';
import { signedIn } from './session';

/** The name of the field that files stand in; what was uploaded by an earlier try stands in `kept`. */
const FILES = 'files';

/** Fields of a form, and bytes of one: a message of the most characters, with room for what each may weigh. */
const [FIELDS, FIELD_SIZE] = [60, 256 * 1024];

/** A form as it was posted. */
export interface SentForm {
  readonly form: FormData;
  /** Files that came along, now or with an earlier try, uploaded and not part of anything yet. */
  readonly files: readonly KeptFile[];
  /** Why one of them was not taken; the others are there. */
  readonly refusal: Refusal | null;
}

/** The files of one form, taken in one after the other. */
class Taking {
  readonly #installation: Installation;
  readonly #context: Context;
  readonly #limit: number;
  readonly #bodies: Readable[] = [];
  readonly #tasks: Promise<Result<Uploaded>>[] = [];

  constructor(installation: Installation, context: Context, limit: number) {
    this.#installation = installation;
    this.#context = context;
    this.#limit = limit;
  }

  /** Uploads a file as it comes; what is refused of it still has to pass. */
  take(name: string, body: Readable): void {
    const isOver = this.#tasks.length >= this.#limit;
    const task = (
      isOver
        ? Promise.resolve(refuse('attachment_too_many', { limit: this.#limit }))
        : upload(this.#installation, this.#context, {
            name,
            announced: null,
            body: body.iterator({ destroyOnReturn: false }),
          })
    ).finally(() => body.resume());
    // Whoever awaits it comes later, if at all.
    task.catch(() => undefined);
    this.#bodies.push(body);
    this.#tasks.push(task);
  }

  /** Nothing more comes of any of them. */
  breakOff(): void {
    for (const body of this.#bodies) body.destroy();
  }

  /** What became of all of them. */
  async settled(): Promise<{ files: Uploaded[]; refusal: Refusal | null }> {
    const answers = await Promise.all(this.#tasks);
    return {
      files: answers.flatMap((answer) => (answer.ok ? [answer.data] : [])),
      refusal: answers.find((answer) => !answer.ok) ?? null,
    };
  }
}

/**
 * Reads a form that may bring files along, where no script uploads them: each passes on into the store as it comes, under
 * the limits of every upload, and is never in memory as a whole. One description stands for all of them.
 */
export async function readForm(event: RequestEvent): Promise<SentForm> {
  const type = event.request.headers.get('content-type') ?? '';
  const isWithFiles = type.startsWith('multipart/form-data');
  const sent = isWithFiles
    ? await readParts(event, type)
    : { form: await event.request.formData(), files: [], refusal: null };
  const { form, files, refusal } = sent;
  const described = form.get('filesDescription');
  const description = typeof described === 'string' ? described.trim() : '';
  const kept = form.getAll('kept').flatMap((text) => (typeof text === 'string' ? readKept(text) : []));
  return {
    form,
    files: [
      ...kept.map((one) => ({ ...one, description: one.description || description })),
      ...files.map((file) => ({ file, description })),
    ],
    refusal,
  };
}

async function readParts(
  event: RequestEvent,
  type: string,
): Promise<{ form: FormData; files: readonly Uploaded[]; refusal: Refusal | null }> {
  const { installation, context } = signedIn(event);
  const { number } = attachmentLimitsOf((await installation.workflow()).preset.rules);
  const form = new FormData();
  const taking = new Taking(installation, context, number);
  const parser = parserOf(type, number + 1);
  if (!parser) {
    await hearOut(event.request);
    error(400, 'bad_request');
  }
  parser.on('field', (name: string, value: string) => form.append(name, value));
  parser.on('fieldsLimit', () => parser.destroy(new Error('too many fields')));
  parser.on('file', (field: string, body: Readable, name: string | undefined) => {
    // The parser tells it what went wrong, whether or not anybody reads it already.
    body.on('error', (cause) => body.destroy(cause));
    // Where nothing is chosen a browser sends a file without a name.
    if (field === FILES && name) taking.take(name, body);
    else body.resume();
  });
  await pipeline(bodyOf(event), parser).catch(async () => {
    taking.breakOff();
    await hearOut(event.request);
    error(400, 'bad_request');
  });
  return { form, ...(await taking.settled()) };
}

/** What takes the parts out of a body; null: a type that names no boundary is no form. */
function parserOf(type: string, files: number): BusboyInstance | null {
  const limits = { fields: FIELDS, fieldSize: FIELD_SIZE, fieldNameSize: 100, files, headerPairs: 20 };
  if (!/boundary="?[^\s";]/iu.test(type)) return null;
  try {
    return Busboy({ headers: { 'content-type': type }, limits });
  } catch {
    return null;
  }
}

async function* bodyOf({ request }: RequestEvent): AsyncGenerator<Uint8Array> {
  // Left open where reading stops: who sends it shall hear why.
  if (request.body) yield* request.body.values({ preventCancel: true });
}

/** The files as a command takes them; nothing where there are none. */
export function attachmentsOf(
  files: readonly KeptFile[],
): { id: string; description?: string }[] | undefined {
  if (files.length === 0) return undefined;
  return files.map(({ file: { id }, description }) => ({ id, ...(description && { description }) }));
}
