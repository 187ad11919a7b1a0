import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Deployment } from './deployment.js';

const SIMULATE = fileURLToPath(new URL('../../src/adapters/cli/simulate.js', import.meta.url));

/** Runs the command as a newcomer would; what it printed. */
export async function simulate(...parameters: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [SIMULATE, ...parameters]);
  return stdout;
}

export function simulateJourney(deployment: () => Deployment): void {
  describe('The simulated walker', () => {
    it('walks the sample through the API and measures it as the geodesic does', async () => {
      const printed = await simulate('--url', deployment().url);
      const [sum, length] = [/in all +([\d.]+)/, /track measures ([\d.]+) m/].map((pattern) =>
        Number(pattern.exec(printed)?.[1]),
      );
      expect(sum).to.be.greaterThan(1000);
      expect(sum).to.be.closeTo(length ?? 0, 0.2);
      expect(printed).to.match(/heard [1-9]\d* changes/);
    });
  });
}
