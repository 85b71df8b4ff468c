export { databaseUrl, type Servers, servers, uniqueName } from './servers.ts';
