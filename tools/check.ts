/** `npm run check`: types, pages, style, import rules, unused code. */
import { dirname } from 'node:path';
import { check } from './steps/checks.ts';

process.exitCode = (await check(dirname(import.meta.dirname))) === 0 ? 0 : 1;
