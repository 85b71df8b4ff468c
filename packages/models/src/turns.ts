/**
 * Whose turn it is to write a ticket, agreed between processes. It is courtesy, not safety: what keeps two writers apart is
 * the compare-and-set on `seq`; whoever asks first for a turn is merely spared the meeting.
 */
export interface Turns {
  /**
   * Asks for the turn on tickets. It never fails and never waits long: where nobody can be asked every turn is granted.
   * @returns the tickets that were granted, each with the `seq` the last writer left behind (0 where that is not known)
   */
  take(tickets: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Ends turns.
   * @param left the tickets, and where they stand
   * @returns those that another process is waiting for
   */
  giveBack(left: ReadonlyMap<string, number>): Promise<readonly string[]>;
}

/** A process that knows of no other has every turn. */
export const alone: Turns = {
  take: async (tickets) => new Map(tickets.map((ticket) => [ticket, 0])),
  giveBack: async () => [],
};
