import type { AddressRefusal, Delivery } from './postman.ts';

/** What became of the addresses of one mail, each by itself. */
export interface AddressFates {
  /** Those that have it now. */
  readonly arrived: readonly string[];
  /** Those that refused it for good by themselves: the others are no reason to believe in them. */
  readonly refusals: readonly AddressRefusal[];
  /** Those that are to be tried again. */
  readonly left: readonly string[];
}

/** Tells the addresses of a mail apart by what the server said of each. */
export function fatesOf(tried: readonly string[], { outcome, apart = [] }: Delivery): AddressFates {
  const byAddress = new Map(apart.map((refusal) => [refusal.address, refusal]));
  const outcomeOf = (address: string): Delivery['outcome'] => byAddress.get(address)?.outcome ?? outcome;
  return {
    arrived: tried.filter((address) => outcomeOf(address) === 'delivered'),
    refusals: apart.filter((refusal) => refusal.outcome === 'refused'),
    left: tried.filter((address) => !['delivered', 'refused'].includes(outcomeOf(address))),
  };
}
