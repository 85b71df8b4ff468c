export * from './byHand.ts';
export * from './dice.ts';
export * from './installation.ts';
export * from './plans.ts';
export * from './world.ts';
