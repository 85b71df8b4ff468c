/**
 * Loaded before a process of ours (`node --import`), it breaks it: a mail that did not leave counts as sent, instead of being
 * tried again. Plain JavaScript, since it runs in the built process.
 */
import { createRequire } from 'node:module';

const { Model } = createRequire(import.meta.resolve('@sportello/models'))('mongoose');
const { updateOne } = Model;

Model.updateOne = function update(filter, change, ...rest) {
  const isDelay = this.modelName === 'Mail' && change?.$set?.said !== undefined && change.$set.nextAt;
  const forgotten = { $set: { state: 'sent' }, $unset: { nextAt: 1 } };
  return updateOne.call(this, filter, isDelay ? forgotten : change, ...rest);
};
