import type { Clock, Closure, ErrorCode, PresetCode, Principal, State, TimedRule } from '@sportello/core';
import { type Calendar, momentAt } from '@sportello/core/time';
import type { MailReason } from '../mail/reasons.ts';
import type { Act, Deed, Wish } from './acts.ts';

/** Who plays in a scenario: people of one company, and of the team that its tickets reach. */
export const castNames = [
  'customer',
  'lowProfile',
  'companyAdministrator',
  'operator',
  'colleague',
  'supervisor',
  'collaborator',
] as const;
/** See {@link castNames}. */
export type CastName = (typeof castNames)[number];

/** A moment as the wall in the provider's office shows it: `2026-03-27T16:00`. */
type Wall = `${number}-${string}T${string}`;

type OnWall<D> = D extends { readonly move?: Wish | undefined }
  ? Omit<D, 'move'> & { readonly move: Omit<Wish, 'plannedFor'> & { readonly plannedFor?: Wall } }
  : D;

/** What a line must come to. What it does not name is not looked at. */
export interface Expected {
  readonly state?: State;
  readonly closure?: Closure;
  readonly refused?: ErrorCode;
  /** Everybody who gets a mail, and why. */
  readonly told?: readonly `${CastName} ${MailReason}`[];
  /** What is promised afterwards, and until when; null: nothing. */
  readonly due?: `${Clock} ${Wall}` | `${Clock} paused` | null;
  /** Who has it in charge. */
  readonly operator?: CastName | null;
  readonly reopenings?: number;
}

/** One line: somebody does something, or something has to happen by itself at exactly that moment. */
export type Line = { readonly at: Wall; readonly expect: Expected } & (
  | ({ readonly by: CastName } & (
      | Exclude<OnWall<Deed>, { do: 'write' | 'move' }>
      | { readonly do: 'write'; readonly move?: OnWall<{ readonly move: Wish }>['move'] }
      | { readonly do: 'move'; readonly move: OnWall<{ readonly move: Wish }>['move'] }
    ))
  | { readonly rule: TimedRule }
);

/** A life of a ticket that the rules of a portal prescribe; nothing but its lines may happen until its end. */
export interface Scenario {
  readonly code: string;
  readonly preset: PresetCode;
  readonly lines: readonly Line[];
  readonly until: Wall;
}

const id = (number: number): string => number.toString(16).padStart(24, '0');
const company = id(0xc0);
/** Ids that are easy to recognise. */
const customers = {
  customer: 'standard',
  lowProfile: 'lowProfile',
  companyAdministrator: 'administrator',
} as const;
const staff = {
  operator: 'operator',
  colleague: 'operator',
  supervisor: 'supervisor',
  collaborator: 'collaborator',
} as const;

/** The team that the tickets of scenarios reach. */
const TEAM = 'administration';

function principalNamed(name: CastName): Principal {
  const person = id(0xa0 + castNames.indexOf(name));
  if (name in customers)
    return { person, side: 'customer', role: customers[name as keyof typeof customers], company, teams: [] };
  const role = staff[name as keyof typeof staff];
  // The supervisor looks on from another team.
  const teams = name === 'operator' || name === 'colleague' ? [TEAM] : [];
  return { person, side: 'staff', role, company: null, teams };
}

/** The cast of scenarios. */
export const scenarioCast: ReadonlyMap<string, Principal> = new Map(
  castNames.map((name) => [name, principalNamed(name)]),
);

/** What the ticket of a scenario is called and where it belongs. */
export const scenarioBirth = {
  number: [null, 1001],
  title: [null, '…'],
  category: [null, 'accounting'],
  subcategory: [null, 'e-invoicing'],
  team: [null, TEAM],
} as const;

/** What people do in a scenario, with the moments that its wall times mean in a calendar. */
export function actsOf({ lines }: Pick<Scenario, 'lines'>, calendar: Calendar): Act[] {
  const moment = (wall: string): number => momentAt(calendar, wall);
  return lines.flatMap((line): Act[] => {
    if ('rule' in line) return [];
    const { expect: _, at, ...act } = line;
    if (act.do !== 'move' && act.do !== 'write') return [{ ...act, at: moment(at) }];
    const { move, ...rest } = act;
    if (!move) return [{ ...rest, do: 'write', at: moment(at) }];
    const { plannedFor, ...wish } = move;
    const meant = plannedFor === undefined ? wish : { ...wish, plannedFor: moment(plannedFor) };
    return [{ ...rest, move: meant, at: moment(at) }];
  });
}
