/**
 * Loaded before a process of ours (`node --import`), it breaks it: the answer leaves when a transaction has been written,
 * and the commit follows later. What is answered just before the database is killed is lost. Plain JavaScript, since it
 * runs in the built process.
 */
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds from the answer to the commit. */
const LATER = 700;

const { mongo } = createRequire(import.meta.resolve('@sportello/models'))('mongoose');
const session = mongo.ClientSession.prototype;
const { endSession } = session;
const committing = new WeakMap();

session.withTransaction = async function withTransaction(work, options) {
  for (;;) {
    this.startTransaction(options);
    try {
      const answer = await work(this);
      committing.set(
        this,
        delay(LATER)
          .then(() => this.commitTransaction())
          .catch(() => undefined),
      );
      return answer;
    } catch (error) {
      await this.abortTransaction().catch(() => undefined);
      if (!error.hasErrorLabel?.('TransientTransactionError')) throw error;
      await delay(20);
    }
  }
};

session.endSession = async function end(...given) {
  const pending = committing.get(this);
  if (pending === undefined) return endSession.apply(this, given);
  void pending.then(() => endSession.apply(this, given)).catch(() => undefined);
};
