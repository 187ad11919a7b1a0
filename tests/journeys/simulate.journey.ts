import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

    it('walks a file of which a point is not believed, and says so', async () => {
      const point = (minute: number, latitude: number): string =>
        `<trkpt lat="${latitude}" lon="14"><time>2024-05-01T10:0${minute}:00Z</time></trkpt>`;
      const points = [point(0, 46), point(1, 46.001), point(2, 50), point(3, 46.003)];
      const directory = await mkdtemp(join(tmpdir(), 'streakline-walk-'));
      try {
        const file = join(directory, 'leap.gpx');
        await writeFile(file, `<gpx><trk><trkseg>${points.join('')}</trkseg></trk></gpx>`);
        const printed = await simulate(file, '--url', deployment().url);
        expect(printed).to.match(/4 of 4 points accepted/);
        expect(printed).to.match(/in all +333\.5\n/);
        expect(printed).to.match(/not counted: implausible-speed +1\n/);
      } finally {
        await rm(directory, { recursive: true });
      }
    });
  });
}
