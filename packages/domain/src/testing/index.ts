export * from './installation.ts';
export * from './world.ts';
