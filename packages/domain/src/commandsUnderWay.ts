import type { Result, Written } from '@sportello/core';

/**
 * Commands that are being carried out. Whoever waits too long for an answer sends the command again; where many do, because
 * the machine is slow, beginning it once more would make the machine slower still: the repeat waits for the same answer.
 */
export class CommandsUnderWay {
  readonly #running = new Map<string, Promise<Result<Written>>>();

  /**
   * Carries something out unless the very same is under way.
   * @param name names who asks what with which key: all that makes two commands the same
   */
  once(name: string, work: () => Promise<Result<Written>>): Promise<Result<Written>> {
    const running = this.#running.get(name);
    if (running !== undefined) return running;
    const begun = work().finally(() => this.#running.delete(name));
    this.#running.set(name, begun);
    return begun;
  }
}
