import type { Plugin } from 'vite';

const never = (names: readonly string[], why: string): string =>
  names.map((name) => `export function ${name}() { throw new Error(${JSON.stringify(why)}); }`).join('\n');

/** By the end of their path: modules of libraries that pages never come to, and what stands in their place. */
const replaced: readonly (readonly [path: string, code: string])[] = [
  // Nothing binary goes over our wire: files have requests of their own.
  ['socket.io-parser/build/esm/is-binary.js', 'export const isBinary = () => false, hasBinary = isBinary;'],
  [
    'socket.io-parser/build/esm/binary.js',
    never(['deconstructPacket', 'reconstructPacket'], 'nothing binary goes over this wire'),
  ],
  [
    'engine.io-parser/build/esm/contrib/base64-arraybuffer.js',
    never(['encode', 'decode'], 'nothing binary goes over this wire'),
  ],
];

/**
 * Leaves out of the browser what libraries carry for uses that the pages do not have, and what no bundler can tell to be
 * unused. A library that moves one of these files makes the pages heavier, not wrong: the weight of a page is tested.
 */
export function unusedParts(): Plugin {
  return {
    name: 'sportello:unused-parts',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client',
    load(id) {
      const path = id.replaceAll('\\', '/').split('?')[0] ?? '';
      return replaced.find(([end]) => path.endsWith(`/${end}`))?.[1] ?? null;
    },
  };
}
