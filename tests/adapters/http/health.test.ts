import { expect } from 'chai';
import supertest from 'supertest';
import { createOperationsApp } from '../../../src/adapters/http/app.js';
import { Health } from '../../../src/adapters/http/health.js';
import { Metrics } from '../../../src/adapters/http/metrics.js';
import type { Log } from '../../../src/application/ports/log.js';
import { ManualClock } from '../../manual-clock.js';
import { SequentialIds } from '../../sequential-ids.js';

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

describe('probes', () => {
  let clock: ManualClock;
  let up: boolean;
  let asked: number;
  let health: Health;
  let app: ReturnType<typeof createOperationsApp>;
  beforeEach(() => {
    clock = new ManualClock('2026-11-21T10:00:00Z');
    up = true;
    asked = 0;
    const store = {
      name: 'store',
      check: () => {
        asked += 1;
        return Promise.resolve(up);
      },
    };
    health = new Health([store], clock);
    const metrics = new Metrics();
    const services = { ids: new SequentialIds(), log: silent, metrics };
    app = createOperationsApp([...health.routes(), metrics.route()], services);
  });
  const get = (path: string): supertest.Test => supertest(app.callback()).get(path);

  it('say that the process lives, whatever else is away', async () => {
    up = false;
    expect((await get('/health/live')).body).to.deep.equal({ status: 'ok' });
  });

  it('are ready while every dependency answers', async () => {
    expect((await get('/health/ready')).body).to.deep.equal({ status: 'ok', checks: { store: 'ok' } });
    up = false;
    clock.advance(1000);
    const response = await get('/health/ready');
    expect(response.status).to.equal(503);
    expect(response.headers).to.include({ 'content-type': 'application/problem+json', 'retry-after': '2' });
    expect(JSON.parse(response.text)).to.deep.include({ code: 'not-ready', checks: { store: 'failed' } });
  });

  it('take a check that throws, or does not come back, as failed', async () => {
    const checks = [
      { name: 'throws', check: () => Promise.reject(new Error('no')) },
      { name: 'hangs', check: () => new Promise<boolean>(() => undefined) },
    ];
    const answer = new Health(checks, clock).ready().catch((error: unknown) => error);
    clock.advance(500);
    expect(await answer)
      .to.have.nested.property('details.extensions.checks')
      .that.deep.equals({ throws: 'failed', hangs: 'failed' });
  });

  it('ask dependencies once a second, however often they come', async () => {
    await Promise.all(Array.from({ length: 5 }, () => get('/health/ready')));
    expect(asked).to.equal(1);
    clock.advance(1000);
    await get('/health/ready');
    expect(asked).to.equal(2);
  });

  it('are not ready once a shutdown has begun', async () => {
    health.drain();
    expect((await get('/health/ready')).status).to.equal(503);
    expect((await get('/health/live')).status).to.equal(200);
  });

  it('come with metrics, and nothing else, in roles without an API', async () => {
    const metrics = await get('/metrics');
    expect(metrics.headers['content-type']).to.match(/^text\/plain; version=0\.0\.4/);
    expect(metrics.text).to.include('process_cpu_seconds_total').and.to.include('nodejs_eventloop_lag_seconds');
    expect((await get('/api/me')).status).to.equal(404);
  });
});
