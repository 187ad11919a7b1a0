import type { Reminder } from '../../domain/hydration/reminder.js';

/** With the day in it: the user may read it later. */
export function reminderMessage({ type, day, goalMillilitres, missingMillilitres, streak, freezes }: Reminder): string {
  const missing = `${missingMillilitres} ml to go`;
  if (type === 'reminder')
    return `Time for a glass of water: ${missing} to your goal of ${goalMillilitres} ml on ${day}.`;
  const days = streak === 1 ? '1 day' : `${streak} days`;
  return freezes === 0
    ? `Your streak of ${days} is at risk: ${missing} to your water goal of ${day}.`
    : `${missing} to your water goal of ${day}, or a freeze will be used to keep your streak of ${days}.`;
}
