import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** One running process. `started` differs between two processes that were given the same number one after the other. */
export interface ProcessIdentity {
  pid: number;
  started: string;
}

/** Who a process number belongs to now, or undefined when nobody (a process that has ended and waits to be reaped is nobody). */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  const started = process.platform === 'linux' ? await startedOnLinux(pid) : await startedElsewhere(pid);
  return started === undefined ? undefined : { pid, started };
}

async function startedOnLinux(pid: number): Promise<string | undefined> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    // The second field is the program's name in parentheses and may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${boot.trim()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

async function startedElsewhere(pid: number): Promise<string | undefined> {
  try {
    const { stdout } = await run('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      env: { ...process.env, LC_ALL: 'C' },
    });
    const [state, ...started] = stdout.trim().split(/\s+/);
    return state === undefined || state.startsWith('Z') ? undefined : started.join(' ');
  } catch {
    return undefined;
  }
}

/** Whether exactly this process still runs. */
export async function isRunning(process: ProcessIdentity): Promise<boolean> {
  return (await identify(process.pid))?.started === process.started;
}

/** Ends exactly this process: asks first, insists after `patience` milliseconds. Returns when it is gone. */
export async function endProcess(target: ProcessIdentity, patience = 10_000): Promise<void> {
  for (const [signal, wait] of [
    ['SIGTERM', patience],
    ['SIGKILL', 5000],
  ] as const) {
    const deadline = Date.now() + wait;
    if (!(await isRunning(target))) return;
    process.kill(target.pid, signal);
    while (Date.now() < deadline) {
      if (!(await isRunning(target))) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
