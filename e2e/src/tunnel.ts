import { Wire } from '@sportello/chaos/wire';
import { freePort } from '@sportello/services';
import { inject } from 'vitest';

/** The road between one browser and the portal, which a test closes and opens again: a laptop in a tunnel. */
export interface Tunnel {
  /** What a Chromium must be started with so that the portal's address leads through here. */
  readonly chromiumArgs: readonly string[];
  /** Every connection breaks, and no new one comes about. */
  enter(): void;
  /** Connections come about again. */
  leave(): void;
  close(): Promise<void>;
}

/** Builds a tunnel to the portal of this test run. */
export async function openTunnel(): Promise<Tunnel> {
  const target = Number(new URL(inject('portal').url).port);
  let isInside = false;
  const wire = new Wire({ targets: () => (isInside ? [] : [target]), chance: () => 1 });
  const port = await freePort();
  await wire.listen(port);
  return {
    chromiumArgs: [`--host-resolver-rules=MAP localhost:${target} 127.0.0.1:${port}`],
    enter: () => {
      isInside = true;
      wire.cutAll();
    },
    leave: () => {
      isInside = false;
    },
    close: () => wire.close(),
  };
}
