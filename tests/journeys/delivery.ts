import { expect } from 'chai';
import type { Person } from './person.js';
import type { PhoneReport } from './phone.js';

/** What was posted to whom, each message another one. */
export class Posted {
  private readonly taken: ReadonlyMap<string, Set<string>>;
  private readonly unanswered: ReadonlyMap<string, Set<string>>;

  constructor(persons: readonly Person[]) {
    const nothing = (): ReadonlyMap<string, Set<string>> => new Map(persons.map(({ id }) => [id, new Set<string>()]));
    this.taken = nothing();
    this.unanswered = nothing();
  }

  note(userId: string, message: string): void {
    this.taken.get(userId)?.add(message);
  }

  /** It may have been taken. */
  noteUnanswered(userId: string, message: string): void {
    this.unanswered.get(userId)?.add(message);
  }

  /** What was taken is held, once, and nothing that was not posted. */
  expectHeld({ userId, held }: PhoneReport): void {
    const messages = held.map(({ message }) => message);
    const taken = [...(this.taken.get(userId) ?? [])];
    expect(messages).to.include.members(taken);
    const mayBe = new Set([...taken, ...(this.unanswered.get(userId) ?? [])]);
    expect(messages.filter((message) => !mayBe.delete(message))).to.deep.equal([]);
  }
}

/** Every phone holds every sequence 1 … n of its user once, and with them all that was posted to him, once. */
export function expectEverythingOnce(reports: readonly PhoneReport[], posted: Posted): void {
  for (const report of reports) {
    const sequences = report.held.map(({ sequence }) => sequence).toSorted((a, b) => a - b);
    expect(sequences).to.deep.equal(sequences.map((_, index) => index + 1));
    posted.expectHeld(report);
  }
}

/** What `publisher` posted to a user one after the other, as `publisher 1`, `publisher 2` …, has its sequences in that order. */
export function expectOrder(reports: readonly PhoneReport[], publisher: string): void {
  for (const { held } of reports) {
    const numbers = held
      .toSorted((a, b) => a.sequence - b.sequence)
      .map(({ message }) => message.split(' '))
      .flatMap(([by, number]) => (by === publisher ? [Number(number)] : []));
    expect(numbers).to.deep.equal(numbers.toSorted((a, b) => a - b));
  }
}

/** In one line. */
export function figures(reports: readonly PhoneReport[], milliseconds: number): string {
  const sum = (value: (report: PhoneReport) => number): number =>
    reports.reduce((total, report) => total + value(report), 0);
  return [
    `${sum(({ held }) => held.length)} notifications in ${(milliseconds / 1000).toFixed(0)} s`,
    `${sum(({ connections }) => connections)} connections of ${reports.length} clients`,
    `${sum(({ repeated }) => repeated)} came again and were dropped`,
    `${sum(({ late }) => late)} came behind a later one`,
  ].join(', ');
}
