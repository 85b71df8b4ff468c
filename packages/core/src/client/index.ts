export * from './client.ts';
export * from './inbox.ts';
export * from './listWindow.ts';
export * from './outbox.ts';
export * from './session.ts';
export * from './transport.ts';
