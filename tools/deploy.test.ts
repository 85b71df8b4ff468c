import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = dirname(import.meta.dirname);

/** Exit code and words of a linter that comes with the development dependencies. */
function lint(program: string, ...args: string[]): Promise<{ code: number; words: string }> {
  return run(process.execPath, [`node_modules/${program}`, ...args], { cwd: root }).then(
    ({ stdout }) => ({ code: 0, words: stdout }),
    (error: { code?: number; stdout?: string }) => ({ code: error.code ?? 1, words: error.stdout ?? '' }),
  );
}

describe('what production is built from', () => {
  it('docker-compose.yml has no fault', async () => {
    expect(
      await lint(
        'dclint/bin/dclint.cjs',
        '--config',
        '.dclintrc.json',
        '--max-warnings',
        '0',
        'docker-compose.yml',
      ),
    ).toMatchObject({ code: 0 });
  });

  it('the Dockerfile has no fault', async () => {
    expect(await lint('dockerfilelint/bin/dockerfilelint', 'deploy/Dockerfile')).toMatchObject({ code: 0 });
  });
});
