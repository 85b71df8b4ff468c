import {
  type CommandInput,
  can,
  fullPreset,
  isUnderHold,
  offeredMoves,
  openStates,
  type Principal,
  priorities,
  type State,
  type Ticket,
  type TicketCommand,
  urgencies,
  type WorkflowContext,
} from '@sportello/core';
import { type Chance, fromRecord, type PersonId } from '@sportello/models';
import { pick } from '../demo/chance.ts';
import { plainTicket, type TestInstallation } from './installation.ts';

/** A command that somebody may try. */
export type Attempt = {
  [N in TicketCommand]: { readonly by: PersonId; readonly name: N; readonly input: CommandInput<N> };
}[TicketCommand];

/** What the dice are thrown over: the tickets as they are now. */
export interface Scene {
  readonly tickets: readonly Ticket[];
  /** Epoch milliseconds. */
  readonly now: number;
  /** True for a state that is worth reaching. */
  readonly isWanted: (state: State) => boolean;
}

/** Somebody who takes part in a game of chance. */
export interface Player {
  readonly person: PersonId;
  readonly principal: Principal;
}

/** Most tickets that a game opens: the fewer there are, the more happens on each. */
const MOST_TICKETS = 14;
const titles = ['Scarto 00404', 'Registri IVA di marzo', 'Cedolini', 'Inventario di magazzino'] as const;

/** A hand: who acts, on which ticket, in which scene. */
interface Hand {
  readonly player: Player;
  readonly ticket: Ticket;
  readonly scene: Scene;
}

/**
 * Invents commands by random people on random tickets, mostly such as the rules allow. The same seed and the same scenes
 * give the same commands.
 */
export class Dice {
  readonly #world: TestInstallation;
  readonly #players: readonly Player[];
  readonly #chance: Chance;
  #said = 0;

  /** What the people of the game may try; a new command cannot be forgotten here. */
  readonly #makers: {
    readonly [N in Exclude<TicketCommand, 'ticket.open'>]: (hand: Hand) => CommandInput<N> | null;
  } = {
    'ticket.reply': (hand) => this.#reply(hand),
    'ticket.note': ({ ticket }) => ({ ticket: ticket.id, body: this.#words('nota') }),
    'ticket.settle': ({ ticket }) => ({ ticket: ticket.id, needed: this.#chance() < 0.3 }),
    'ticket.amend': (hand) => {
      const written = this.#lastWritten(hand);
      return written && { ...written, body: this.#words('correzione') };
    },
    'ticket.retract': (hand) => this.#lastWritten(hand),
    'ticket.describe': ({ ticket }) => ({
      ticket: ticket.id,
      title: this.#words('titolo'),
      ...(this.#chance() < 0.5 && {
        ...pick(
          [
            { category: 'accounting', subcategory: 'vat-registers' },
            { category: 'payroll', subcategory: 'payslips' },
          ] as const,
          this.#chance,
        ),
      }),
    }),
    'ticket.take': ({ ticket }) => ({ ticket: ticket.id }),
    'ticket.assign': ({ ticket }) => ({
      ticket: ticket.id,
      operator: this.#idOf(pick(['luca', 'nadia', 'anna', 'dario', 'dario', null] as const, this.#chance)),
      ...(this.#chance() < 0.4 && {
        team: pick(['administration', 'payroll', 'systems'] as const, this.#chance),
      }),
    }),
    'ticket.move': (hand) => this.#move(hand, false),
    'ticket.prioritise': ({ ticket }) => ({ ticket: ticket.id, priority: pick(priorities, this.#chance) }),
    'ticket.urgency': ({ ticket }) => ({
      ticket: ticket.id,
      urgency: pick([...urgencies, null], this.#chance),
    }),
    'ticket.refer': ({ ticket }) => ({
      ticket: ticket.id,
      requester: this.#idOf(pick(['marco', 'giulia', 'paolo', 'chiara'] as const, this.#chance)) ?? '',
    }),
    'ticket.expect': ({ ticket }) => ({
      ticket: ticket.id,
      expectedAt: pick([null, Date.UTC(2150, 0, 1), Date.UTC(2150, 0, 2)], this.#chance),
    }),
    'ticket.link': ({ ticket, scene }) => ({ ticket: ticket.id, to: this.pick(scene.tickets).number }),
    'ticket.unlink': ({ ticket, scene }) => ({ ticket: ticket.id, to: this.pick(scene.tickets).number }),
    'ticket.split': ({ ticket }) => ({ ticket: ticket.id, seq: 1, title: this.#words('parte') }),
    'ticket.call': ({ ticket, scene }) => ({
      ticket: ticket.id,
      direction: pick(['made', 'received'] as const, this.#chance),
      with: 'Marco Bassi',
      at: scene.now,
      body: this.#words('telefonata'),
      audience: pick(['all', 'staff'] as const, this.#chance),
      isCallback: this.#chance() < 0.5,
    }),
    'ticket.callback': ({ ticket }) => ({
      ticket: ticket.id,
      phone: pick(['0422 000110', null], this.#chance),
      when: this.#words('dopo le'),
    }),
    'ticket.rate': ({ ticket, scene }) => ({
      ticket: (scene.tickets.find(({ state }) => state === 'closed') ?? ticket).id,
      rating: { value: pick([1, 3, 5] as const, this.#chance), words: this.#words('voto') },
    }),
    'ticket.hold': ({ ticket }) => ({
      ticket: ticket.id,
      reason: this.#words('motivo'),
      callWhom: 'Amministrazione',
    }),
    'ticket.release': ({ ticket, scene }) => ({
      ticket: (scene.tickets.find(({ hold }) => hold) ?? ticket).id,
      reason: this.#words('motivo'),
    }),
    'ticket.read': (hand) => this.#position(hand),
    'ticket.receive': (hand) => this.#position(hand),
    'ticket.archive': ({ ticket }) => ({ ticket: ticket.id }),
    'ticket.unarchive': ({ ticket }) => ({ ticket: ticket.id }),
  };

  constructor(world: TestInstallation, players: readonly Player[], chance: Chance) {
    this.#world = world;
    this.#players = players;
    this.#chance = chance;
  }

  /** The next number between 0 and 1. */
  get chance(): Chance {
    return this.#chance;
  }

  /** One of some, all equally likely. */
  pick<T>(items: readonly T[]): T {
    return pick(items, this.#chance);
  }

  /** The tickets as they are now, oldest first. */
  async tickets(): Promise<Ticket[]> {
    const { database } = this.#world.installation;
    return (await database.tickets.find().sort({ number: 1 }).lean()).map(fromRecord);
  }

  /**
   * Invents one command.
   * @param names the kinds to choose from; a name given twice comes twice as often
   */
  throw(scene: Scene, names: readonly TicketCommand[]): Attempt {
    for (;;) {
      const name = this.pick(names);
      const player = this.pick(this.#players);
      const input =
        name === 'ticket.open' ? this.#opening(player, scene) : this.#onTicket(name, player, scene);
      // The registry pairs each name with its own maker; TypeScript cannot follow that pairing through a lookup.
      if (input) return { by: player.person, name, input } as Attempt;
    }
  }

  #onTicket(name: Exclude<TicketCommand, 'ticket.open'>, player: Player, scene: Scene) {
    const own = scene.tickets.filter((one) => can(player.principal, 'ticket.read', one));
    const tickets = own.length > 0 && this.#chance() < 0.95 ? own : scene.tickets;
    return tickets.length > 0 ? this.#makers[name]({ player, ticket: this.pick(tickets), scene }) : null;
  }

  #idOf(person: PersonId | null): string | null {
    return person && (this.#world.ids.people.get(person) ?? null);
  }

  #words(what: string): string {
    this.#said += 1;
    return `${what} ${this.#said}`;
  }

  #opening(player: Player, scene: Scene): CommandInput<'ticket.open'> | null {
    // The last one is kept for whoever begins where nobody else does.
    const isKept = scene.isWanted('authorization') && player.principal.role !== 'lowProfile';
    if (scene.tickets.length >= MOST_TICKETS - (isKept ? 1 : 0)) return null;
    const { companies, people } = this.#world.ids;
    const forOthers = player.principal.side === 'staff' && {
      company: companies.get('rossi') ?? '',
      requester: people.get(this.pick(['giulia', 'marco', 'sara'])) ?? '',
    };
    const company = forOthers ? forOthers.company : player.principal.company;
    const earlier = scene.tickets.filter(
      (one) => one.company === company && can(player.principal, 'ticket.read', one),
    );
    return {
      ...plainTicket,
      title: this.pick(titles),
      description: this.#words('descrizione'),
      priority: this.pick(priorities),
      ...forOthers,
      ...(earlier.length > 0 && this.#chance() < 0.3 && { followUpOf: this.pick(earlier).number }),
      ...(this.#said % 2 === 0 && {
        module: this.#words('modulo'),
        consulted: { articles: [], tickets: earlier.slice(0, 1).map(({ number }) => number) },
      }),
    };
  }

  #reply(hand: Hand): CommandInput<'ticket.reply'> {
    const moving = this.#chance() < 0.4 ? this.#move(hand, true) : null;
    const { ticket: _, ...move } = moving ?? { ticket: '', to: 'new' as const };
    return { ticket: hand.ticket.id, body: this.#words('risposta'), ...(moving && { move }) };
  }

  /** @param withMessage whether the moves that ask for a message are looked for, or the others */
  #move({ player, ticket, scene }: Hand, withMessage: boolean): CommandInput<'ticket.move'> | null {
    const { installation } = this.#world;
    const workflow: WorkflowContext = {
      principal: player.principal,
      preset: fullPreset,
      now: scene.now,
      held: isUnderHold(ticket, installation.people.holdsOf(ticket.company)),
    };
    const offered = offeredMoves(ticket, workflow).filter(
      ({ needs }) => needs.includes('message') === withMessage,
    );
    const wanted = offered.filter(({ to }) => scene.isWanted(to));
    // Endings come seldom, so that there is something to talk about.
    const going = offered.filter(({ to }) => openStates.includes(to));
    const usual = going.length > 0 && this.#chance() < 0.75 ? going : offered;
    const choice = wanted.length > 0 ? wanted : usual;
    if (choice.length === 0) return null;
    const { to, needs } = this.pick(choice);
    const others = scene.tickets.filter((one) => one.company === ticket.company && one.id !== ticket.id);
    const duplicate = needs.includes('duplicate_of') && others.length > 0 ? this.pick(others) : null;
    return {
      ticket: ticket.id,
      to,
      ...(needs.includes('reason') && { reason: this.#words('motivo') }),
      ...(needs.includes('vendor') && { vendor: { name: 'Produttore', reference: this.#words('rif') } }),
      ...(needs.includes('future_date') && { plannedFor: scene.now + 86_400_000 }),
      ...(duplicate && { duplicateOf: duplicate.number }),
    };
  }

  /** What was last written on the player's side, mostly by the player. */
  #lastWritten({ player: { principal }, ticket }: Hand): { ticket: string; seq: number } | null {
    const { lastCustomer, lastStaff, lastNote } = ticket;
    const last = principal.side === 'customer' ? lastCustomer : this.pick([lastStaff, lastNote]);
    // Others' words are tried too, though seldom.
    if (last?.author !== principal.person && this.#chance() < 0.9) return null;
    return last && { ticket: ticket.id, seq: principal.side === 'customer' ? last.pub : last.seq };
  }

  #position({ player, ticket }: Hand): { ticket: string; seq: number } {
    const head = player.principal.side === 'staff' ? ticket.seq : ticket.pub;
    // To the end, mostly; sometimes back, and sometimes beyond what there is.
    return {
      ticket: ticket.id,
      seq: this.#chance() < 0.6 ? head : Math.floor(this.#chance() * (head + 3)),
    };
  }
}
