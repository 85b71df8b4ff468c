import type { Plugin } from 'vite';

const ONLY_WEBSOCKET = '\0sportello:socket-transports';

/**
 * Leaves the transports of Socket.IO that our client never opens out of the browser: it asks for a WebSocket alone
 * (core's `Transport`), and engine.io would carry long polling and WebTransport along.
 */
export function socketTransport(): Plugin {
  let webSocket = '';
  return {
    name: 'sportello:socket-transport',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client',
    async resolveId(source, importer, options) {
      const isEngine = source === 'engine.io-client' || importer?.includes('/engine.io-client/');
      if (!isEngine) return null;
      const [found, kept] = await Promise.all([
        this.resolve(source, importer, { ...options, skipSelf: true }),
        source === './transports/index.js' ? this.resolve('./transports/websocket.js', importer) : null,
      ]);
      if (kept) {
        webSocket = kept.id;
        return ONLY_WEBSOCKET;
      }
      // What is not used there has no effect either, which its package does not say.
      return found && { ...found, moduleSideEffects: false };
    },
    load(id) {
      if (id !== ONLY_WEBSOCKET) return null;
      return `import { WS } from ${JSON.stringify(webSocket)};\nexport const transports = { websocket: WS };`;
    },
  };
}
