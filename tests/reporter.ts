import Mocha from 'mocha';
import type { MochaOptions, Runner } from 'mocha';
import { Deployment } from './journeys/deployment.js';

/** Of each process. */
const LAST_WORDS = 20;

/**
 * Mocha's spec reporter, which tells beside a failure what the service logged last, and closes with the one line that
 * other programs read.
 */
class ClosingLineReporter extends Mocha.reporters.Spec {
  constructor(runner: Runner, options?: MochaOptions) {
    super(runner, options);
    runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, () => {
      const words = Deployment.lastWords(LAST_WORDS);
      if (words !== '') console.log(words);
    });
    // Registered behind the epilogue of Spec, so printed behind it.
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      console.log(`${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ''}`);
    });
  }
}

export { ClosingLineReporter as default };
