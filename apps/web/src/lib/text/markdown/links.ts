/** Longer addresses are shown, not linked. */
const longestAddress = 2000;

/** Stands for this portal when a path is resolved; never emitted. */
const here = 'https://portal.invalid';

/** An address that may be linked, in the exact form that was checked. `host` only for addresses outside the portal. */
export interface LinkTarget {
  href: string;
  host?: string;
}

/**
 * Where a written address leads, or `undefined` when it may only be shown: other schemes than http, https and mailto,
 * addresses with a password in them, relative paths (they mean nothing in a message) and over-long ones.
 */
export function linkTarget(address: string): LinkTarget | undefined {
  if (address.length > longestAddress || !URL.canParse(address, here)) return undefined;
  const url = new URL(address, here);
  if (url.origin === here)
    return address.startsWith('/') ? { href: url.pathname + url.search + url.hash } : undefined;
  if (url.protocol === 'mailto:') return { href: url.href };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  return url.username || url.password ? undefined : { href: url.href, host: url.hostname };
}

const looksLikeAddress =
  /^\s*(?:https?:\/\/|www\.|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?:[/:?#]|\s*$))/iu;
const numericHost = /^(?:[\d.]+|\[.*\])$/u;

/**
 * Whether the words of a link could be taken for another place than `host`: they read like an address that is not it,
 * or the host is a number or written in another alphabet (`xn--`).
 */
export function hidesHost(words: string, host: string): boolean {
  if (words.toLowerCase().includes(host.toLowerCase())) return false;
  return looksLikeAddress.test(words) || host.includes('xn--') || numericHost.test(host);
}
