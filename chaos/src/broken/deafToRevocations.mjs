/**
 * Loaded before a process of ours (`node --import`), it breaks it: the process hears of messages but not of rights that
 * end elsewhere, as if they were told only on the node where they are taken away. Plain JavaScript, since it runs in the
 * built process.
 */
import { rungCollections } from '@sportello/models';

const RIGHTS = ['people', 'companies', 'sessions'];

rungCollections.splice(
  0,
  rungCollections.length,
  ...rungCollections.filter((name) => !RIGHTS.includes(name)),
);
