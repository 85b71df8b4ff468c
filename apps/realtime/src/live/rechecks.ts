import { type Context, type Installation, isSamePrincipal, maySeeCompany } from '@sportello/domain';
import type { Ring } from '@sportello/models';
import type { Logger } from 'pino';
import type { Client } from './client.ts';

/** Milliseconds for which rights count as looked up while changes of them may not be heard. */
const LOOKED_UP_FOR = 500;

/** What of a company pages show. */
const told: readonly string[] = ['name', 'hold'];

/** Looks again at who the pages of this process are for, whenever something changed that it depends on. */
export class Rechecks {
  readonly #installation: Installation;
  readonly #clients: ReadonlySet<Client>;
  readonly #log: Logger;

  constructor(installation: Installation, clients: ReadonlySet<Client>, log: Logger) {
    this.#installation = installation;
    this.#clients = clients;
    this.#log = log;
  }

  /** Passes on a change of a person, a session, a company or the settings; other changes are none of its business. */
  rung({ collection, kind, id, fields }: Ring): void {
    if (collection === 'settings') for (const client of [...this.#clients]) client.dismiss('portal_changed');
    if (collection === 'sessions') this.#session(id, kind === 'delete');
    if (collection === 'people') this.#person(id);
    if (collection === 'companies' && (fields === null || fields.some((field) => told.includes(field))))
      for (const client of [...this.#clients]) void this.#safely(client, () => this.#company(client, id));
  }

  /**
   * Looks once more at a page that has just been taken in: a change after its rights were read and before it was here was
   * told to nobody. It costs no query where nothing changed, for the bell makes identity forget only what did.
   */
  joined(client: Client): void {
    this.#lookAgain(client);
  }

  /** Looks at a page that wants or gets something while changes of its rights may not be heard here. */
  asked(client: Client): void {
    if (this.#installation.isCurrent() || client.uncheckedFor < LOOKED_UP_FOR) return;
    this.#lookAgain(client);
  }

  #lookAgain(client: Client): void {
    client.recheck(() =>
      this.#safely(client, async () =>
        dismissUnlessSame(
          client,
          await this.#installation.identity.identify(client.socket.handshake.headers.cookie),
        ),
      ),
    );
  }

  /** The second line of defence for ended sessions: the database itself, should the bell be late. */
  async sessions(): Promise<void> {
    try {
      const sessions = [...this.#clients].flatMap((client) => client.context.session ?? []);
      const alive = await this.#installation.identity.aliveSessions(sessions);
      for (const client of [...this.#clients]) {
        if (client.context.session !== null && !alive.has(client.context.session))
          client.dismiss('session_ended');
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'sessions not checked');
    }
  }

  async #safely(client: Client, look: () => Promise<void>): Promise<void> {
    await look().catch((error: unknown) => {
      this.#log.warn({ err: error }, 'a page could not be looked at again; it starts over');
      client.socket.disconnect(true);
    });
  }

  #session(session: string, isEnded: boolean): void {
    for (const client of [...this.#clients])
      if (client.context.session === session) client.dismiss(isEnded ? 'session_ended' : 'company_changed');
  }

  #person(person: string): void {
    for (const client of [...this.#clients])
      if (client.principal.person === person)
        client.recheck(() => this.#safely(client, () => this.#rights(client)));
  }

  /** Rights are those of the page's person: a page that lost or gained some loads again. */
  async #rights(client: Client): Promise<void> {
    const { principal, session } = client.context;
    dismissUnlessSame(
      client,
      await this.#installation.identity.contextOf(principal.person, principal.company, session),
    );
  }

  /**
   * What its own people may do depends on a company's hold: their pages load again. To support it is a name and a hold
   * beside a ticket: these are told, and drafts and open tickets stay as they are.
   */
  async #company(client: Client, company: string): Promise<void> {
    const { principal } = client;
    if (principal.side === 'customer') {
      if (principal.company === company) client.dismiss('rights_changed');
      return;
    }
    if (!(await maySeeCompany(this.#installation, client.context, company))) return;
    client.send('names', await this.#installation.people.names(principal, [], [company]));
  }
}

/** Sends a page to load again unless it is still for the same person with the same rights. */
function dismissUnlessSame(client: Client, now: Context | null): void {
  const { principal, session } = client.context;
  if (!now || now.session !== session) client.dismiss('session_ended');
  else if (now.principal.company !== principal.company) client.dismiss('company_changed');
  else if (!isSamePrincipal(now.principal, principal)) client.dismiss('rights_changed');
}
