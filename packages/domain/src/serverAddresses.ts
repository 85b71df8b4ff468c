/** What of a server's address matters before it is used: whom it leads to and whether it opens with a word. */
export interface ServerAddress {
  readonly hosts: readonly string[];
  readonly hasPassword: boolean;
}

const shape = /^[a-z][a-z0-9+]*:\/\/(?:([^@/?#]*)@)?([^/?#@]+)(?:[/?#]|$)/iu;
const host = /^(?:\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/iu;
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/iu;

/**
 * Reads the address of a server, or of several that are one: `mongodb://user:password@one:27017,two:27017/name`. No URL has
 * several hosts, so that `URL` does not take it.
 * @returns null for what is no address
 */
export function readServerAddress(address: string): ServerAddress | null {
  const [, word, names] = shape.exec(address) ?? [];
  const hosts = names?.split(',') ?? [];
  if (hosts.length === 0 || !hosts.every((one) => host.test(one))) return null;
  return { hosts, hasPassword: /:.+/u.test(word ?? '') };
}

/** True for a server that only this machine can reach. */
export function isOnThisMachine({ hosts }: ServerAddress): boolean {
  return hosts.every((one) => loopback.test(one));
}
