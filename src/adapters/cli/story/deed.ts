import type { RawGpsPoint } from '../../../application/events.js';
import type { Instant } from '../../../domain/time/instant.js';
import type { Account, Person } from './people.js';

/** What people do in a story: name → what has to be known about it. */
export interface Deeds {
  readonly registers: { readonly who: Person };
  readonly activates: { readonly who: Person };
  readonly signsIn: { readonly who: Account };
  /** A wrong password, or an account that does not exist or may not sign in. */
  readonly failsToSignIn: { readonly who: Account; readonly password: string | undefined };
  readonly signsOut: { readonly who: Account };
  readonly setsGoal: { readonly who: Account; readonly millilitres: number };
  readonly drinks: { readonly who: Account; readonly millilitres: number; readonly drunkAt: Instant };
  /** Tracked from one instant to the other; the points are sent when the walk is over. */
  readonly walks: {
    readonly who: Account;
    readonly points: readonly RawGpsPoint[];
    readonly from: Instant;
    readonly to: Instant;
  };
  /** A device connects, gets what was not delivered, and goes. */
  readonly opensApp: {
    readonly who: Account;
    /** A device that has lost its line in between does not. */
    readonly acknowledges: boolean;
    readonly reads: 'all' | 'newest' | 'nothing';
  };
  readonly writes: { readonly who: Account; readonly to: Account; readonly message: string; readonly id?: string };
  readonly looksUp: { readonly who: Account; readonly person: Account };
  readonly disables: { readonly who: Account; readonly person: Account };
}

export type DeedName = keyof Deeds;
export type DeedOf<Name extends DeedName> = Deeds[Name] & { readonly name: Name; readonly at: Instant };
export type Deed = { [Name in DeedName]: DeedOf<Name> }[DeedName];
