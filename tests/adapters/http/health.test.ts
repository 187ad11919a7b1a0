import { expect } from 'chai';
import supertest from 'supertest';
import { createOperationsApp } from '../../../src/adapters/http/app.js';
import { Health } from '../../../src/adapters/http/health.js';
import { Metrics } from '../../../src/adapters/http/metrics.js';
import { RecordingLog } from '../../application/identity/recording-log.js';
import { ManualClock } from '../../manual-clock.js';
import { SequentialIds } from '../../sequential-ids.js';

describe('probes', () => {
  let clock: ManualClock;
  let up: boolean;
  let asked: number;
  let log: RecordingLog;
  let health: Health;
  let app: ReturnType<typeof createOperationsApp>;
  beforeEach(() => {
    clock = new ManualClock('2026-11-21T10:00:00Z');
    up = true;
    asked = 0;
    log = new RecordingLog();
    const store = {
      name: 'store',
      check: () => {
        asked += 1;
        return Promise.resolve(up);
      },
    };
    health = new Health([store], clock, log);
    const metrics = new Metrics();
    const services = { ids: new SequentialIds(), log, metrics };
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
    const answer = new Health(checks, clock, log).ready().catch((error: unknown) => error);
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

  it('tell the log once what is missing and once that it is back, however often they come', async () => {
    for (const isUp of [true, false, false, true, true]) {
      up = isUp;
      await get('/health/ready');
      clock.advance(1000);
    }
    const told = log.lines.filter(({ level }) => level !== 'debug');
    expect(told).to.deep.equal([
      { level: 'warn', fields: { missing: 'store' }, message: 'not ready' },
      { level: 'info', fields: {}, message: 'ready again' },
    ]);
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
