/** Says whether the process in this container serves: exit code 0 or 1. */
const { PORT = '3000' } = process.env;
const response = await fetch(`http://127.0.0.1:${PORT}/healthz`).catch(() => null);
process.exit(response?.ok ? 0 : 1);
