import { setTimeout as pause } from 'node:timers/promises';

/** Tries until `check` neither throws nor is false; for what another process or server does. */
export async function eventually(check: () => unknown, withinMs = 15_000): Promise<void> {
  const end = performance.now() + withinMs;
  for (;;) {
    try {
      if ((await check()) !== false) return;
      if (performance.now() > end) throw new Error('it did not come true in time');
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await pause(25);
  }
}
