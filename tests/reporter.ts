import Mocha from 'mocha';
import type { MochaOptions, Runner } from 'mocha';

/** Mocha's spec reporter, closing with the one line that other programs read. */
class ClosingLineReporter extends Mocha.reporters.Spec {
  constructor(runner: Runner, options?: MochaOptions) {
    super(runner, options);
    // Registered behind the epilogue of Spec, so printed behind it.
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      console.log(`${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ''}`);
    });
  }
}

export { ClosingLineReporter as default };
