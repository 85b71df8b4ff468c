import { createServer } from 'node:http';
import { type ClientListener, SportelloClient } from '@sportello/core/client';
import { type Identity, type Installation, SignInAlerts } from '@sportello/domain';
import { openTestInstallation, TEST_SECRET, type TestInstallation } from '@sportello/domain/testing';
import type { PersonId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { openSockets } from '../live/sockets.ts';

/** Sockets of a test's own, whose looks at people the test has in its hand. */
export interface SocketsOfTest<I extends Identity> {
  readonly world: TestInstallation;
  /** The process that serves the sockets. */
  readonly installation: Installation;
  readonly identity: I;
  /** A client of somebody of the cast, not opened yet. */
  client(person: PersonId, listener?: ClientListener): Promise<SportelloClient>;
}

/** Opens sockets that ask an identity of the test's own who somebody is; all of it closes with the test. */
export async function openSocketsAsking<I extends Identity>(
  kind: new (...given: ConstructorParameters<typeof Identity>) => I,
): Promise<SocketsOfTest<I>> {
  const server = createServer();
  const origin = await new Promise<string>((resolve) => {
    server.listen(0, () => {
      const address = server.address();
      resolve(`http://localhost:${typeof address === 'object' && address ? address.port : 0}`);
    });
  });
  const world = await openTestInstallation(servers(), uniqueName('own_identity'), { origin });
  onTestFinished(() => world.close());
  const installation = await world.another();
  const identity = new kind(installation.database, installation.people, {
    secret: TEST_SECRET,
    origin,
    demo: true,
    isCurrent: installation.isCurrent,
    alerts: new SignInAlerts(installation.database, installation.now),
  });
  // As the installation does for its own, before the sockets hear of it.
  installation.onRing((ring) => {
    if (!ring || ring.collection === 'sessions') identity.forgetSession(ring?.id);
  });
  const live = openSockets({ ...installation, identity }, pino({ level: 'silent' }));
  live.attach(server);
  onTestFinished(async () => {
    await live.close();
    server.close();
  });
  return {
    world,
    installation,
    identity,
    client: async (person, listener) => {
      const { cookie } = await world.signIn(person);
      const client = new SportelloClient(
        { url: origin, cookie: () => cookie, transports: ['websocket'] },
        listener,
      );
      onTestFinished(() => client.close());
      return client;
    },
  };
}
