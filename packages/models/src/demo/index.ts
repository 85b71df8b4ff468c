export * from './articles/categories.ts';
export * from './articles/index.ts';
export * from './cast.ts';
export * from './categories.ts';
export * from './installations.ts';
export * from './names/fill.ts';
export * from './tickets/index.ts';
export * from './timeline.ts';
export type * from './types.ts';
