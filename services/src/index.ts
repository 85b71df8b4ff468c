/**
 * Real servers for one machine: MongoDB, Meilisearch and Redis as child processes that are fetched when missing,
 * watched, ended cleanly, and found again after a crash.
 */

export { type ApplicationOptions, startApplication } from './application.ts';
export { cacheFolder, keepInCache } from './cache.ts';
export { type Exit, type Launch, launch, type Service } from './child.ts';
export { type Claim, claimFolder } from './claim.ts';
export { installDebianPackages, installMissingLibraries, missingLibraries } from './debian.ts';
export { errorCode, errorText, explainFileError, ServiceError, type ServiceFault } from './errors.ts';
export { checkMeilisearch, checkMongo, checkRedis } from './given.ts';
export { type MeilisearchOptions, startMeilisearch } from './meilisearch.ts';
export { type MongoOptions, startMongo } from './mongo.ts';
export { freePort, isPortFree } from './ports.ts';
export { prepareServers } from './prepare.ts';
export { ensureRedis, type RedisOptions, startRedis } from './redis.ts';
export { type Report, reportWhile } from './report.ts';
