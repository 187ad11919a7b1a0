import type { TriedAccount, TryingAddress } from '../../domain/insight/spike-figures.js';
import type { AlertView } from './alert-views.js';

const KINDS = {
  'brute-force': 'Brute force: many tries on few accounts',
  stuffing: 'Stuffing: few tries on many accounts',
} as const;
const MOST_NAMED = 3;
const LONGEST_NAME = 40;

/** @param window minutes, `LOGIN_SPIKE_WINDOW` */
export function raisedMessage(alert: AlertView, window: number): string {
  return `Failed logins are far above normal: ${figures(alert, window)}`;
}

/** @param window minutes, `LOGIN_SPIKE_WINDOW` */
export function resolvedMessage(alert: AlertView, window: number): string {
  const over = `Failed logins are back to normal. The alert of ${alert.startedAt} is resolved.`;
  return `${over} At its height there were ${figures(alert, window)}`;
}

function figures(alert: AlertView, window: number): string {
  const { kind, failures, accounts, addresses, topAccounts, topAddresses } = alert;
  const spread = `${failures} in ${window} minutes; accounts: ${accounts}, addresses: ${addresses}`;
  const most = `Most came from ${listed(topAddresses, addressShown)} and tried ${listed(topAccounts, accountShown)}`;
  return `${spread}. ${KINDS[kind]}. ${most}.`;
}

function listed<T extends { readonly failures: number }>(things: readonly T[], shown: (thing: T) => string): string {
  if (things.length === 0) return 'unknown';
  return things
    .slice(0, MOST_NAMED)
    .map((thing) => `${shown(thing)} (${thing.failures})`)
    .join(', ');
}

function addressShown({ address }: TryingAddress): string {
  return address;
}

/** A stranger chose the name: nothing in it may pass for more than a name, a link for instance. */
function accountShown({ account }: TriedAccount): string {
  if (account === null) return 'a deleted user';
  const name = Array.from(account.replace(/[^\p{L}\p{M}\p{N}._@+-]/gu, '?'));
  return name.length <= LONGEST_NAME ? name.join('') : `${name.slice(0, LONGEST_NAME - 1).join('')}…`;
}
