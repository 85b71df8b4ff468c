import { expect, test } from 'vitest';
import { count } from './vitest.ts';

const passed = { status: 'passed', assertionResults: [{ status: 'passed' }] };

function results(overrides: object): string {
  const none = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, success: true };
  return JSON.stringify({ ...none, testResults: [passed], ...overrides });
}

test('passed, failed and skipped are counted', () => {
  const text = results({ numPassedTests: 5, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 });
  expect(count(text, false)).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test('a file that could not be loaded is a failure', () => {
  const text = results({ testResults: [passed, { status: 'failed', assertionResults: [] }] });
  expect(count(text, false)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('a run that ended badly never looks like success', () => {
  expect(count(results({}), false).failed).toBe(1);
  expect(count(undefined, false).failed).toBe(1);
});
