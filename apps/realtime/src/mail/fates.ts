import type { AddressRefusal, Delivery } from './postman.ts';

/** One try to deliver a mail. */
export interface Try {
  /** The addresses that it was for. */
  readonly tried: readonly string[];
  readonly delivery: Delivery;
}

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
function fatesOf(tried: readonly string[], { outcome, apart = [] }: Delivery): AddressFates {
  const byAddress = new Map(apart.map((refusal) => [refusal.address, refusal]));
  const outcomeOf = (address: string): Delivery['outcome'] => byAddress.get(address)?.outcome ?? outcome;
  return {
    arrived: tried.filter((address) => outcomeOf(address) === 'delivered'),
    refusals: apart.filter((refusal) => refusal.outcome === 'refused'),
    left: tried.filter((address) => !['delivered', 'refused'].includes(outcomeOf(address))),
  };
}

/** The gravest first. */
const outcomes = ['away', 'unknown', 'later', 'refused', 'delivered'] as const;

/** What became of the mails to several addresses of one person, as of one mail. */
export function togetherOf(tries: readonly [Try, ...Try[]]): Delivery & { readonly fates: AddressFates } {
  const byGravity = (one: Try, other: Try): number =>
    outcomes.indexOf(one.delivery.outcome) - outcomes.indexOf(other.delivery.outcome);
  const [first] = tries;
  const { delivery } = [...tries].sort(byGravity)[0] ?? first;
  const fates = tries.map((one) => fatesOf(one.tried, one.delivery));
  return {
    ...delivery,
    apart: tries.flatMap((one) => one.delivery.apart ?? []),
    fates: {
      arrived: fates.flatMap(({ arrived }) => arrived),
      refusals: fates.flatMap(({ refusals }) => refusals),
      left: fates.flatMap(({ left }) => left),
    },
  };
}
