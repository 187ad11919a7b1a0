import { setTimeout as pause } from 'node:timers/promises';
import { isUnavailable } from '../../domain/errors.js';

interface Asked<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_AT_ONCE = 100;

/**
 * Questions of many callers, put to a server together: what is asked while an answer is on its way goes with the next
 * round. A question never joins a round that has begun, so no answer is older than its question.
 */
export class Batcher<Question, Answer> {
  private waiting: Asked<Question, Answer>[] = [];
  private asking = false;

  /**
   * @param askAll the answers in the order of the questions; a rejection is that of all of them
   * @param collectingMs for how long a round gathers questions; by default it takes those of one turn
   */
  constructor(
    private readonly askAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
    private readonly collectingMs = 0,
  ) {}

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ question, resolve, reject });
      if (!this.asking) void this.askOn();
    });
  }

  private async askOn(): Promise<void> {
    this.asking = true;
    while (this.waiting.length > 0) {
      await (this.collectingMs > 0 ? pause(this.collectingMs) : Promise.resolve());
      await this.askRound(this.waiting.splice(0, MOST_AT_ONCE));
    }
    this.asking = false;
  }

  private async askRound(round: readonly Asked<Question, Answer>[]): Promise<void> {
    try {
      const answers = await this.askAll(round.map(({ question }) => question));
      for (const [index, { resolve }] of round.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      // Who waited while the server turned out to be away shares that answer: asking again would double the wait.
      const told = isUnavailable(error) ? [...round, ...this.waiting.splice(0)] : round;
      for (const { reject } of told) reject(error);
    }
  }
}
