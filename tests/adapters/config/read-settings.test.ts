import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { readSettings, SettingsError } from '../../../src/adapters/config/read-settings.js';
import { SETTINGS } from '../../../src/adapters/config/setting-list.js';

const SECRET = 'a secret of at least thirty-two bytes';
const SERVERS = { MONGO_URL: 'mongodb://a,b/streakline', KAFKA_BROKERS: 'a:9092, b:9092', REDIS_URL: 'redis://a:6379' };

describe('readSettings', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'settings-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });
  const read = (variables: Record<string, string>): ReturnType<typeof readSettings> =>
    readSettings({ DATA_DIR: directory, ...variables });
  const problemsOf = (variables: Record<string, string>): readonly string[] => {
    try {
      read(variables);
    } catch (error) {
      if (error instanceof SettingsError) return error.problems;
      throw error;
    }
    return [];
  };

  it('needs no setting at all: everything embedded, on the ports of the contract', () => {
    const settings = read({});
    expect(settings).to.deep.include({ role: 'all', mongo: undefined, kafka: undefined, redis: undefined });
    expect([settings.http.port, settings.web.port]).to.deep.equal([8081, 3000]);
    expect(settings.http.corsOrigins).to.deep.equal(['http://localhost:3000', 'http://127.0.0.1:3000']);
    expect(settings.movement).to.deep.equal({ maxSpeed: 100, maxAccuracy: 100, maxGap: 3600 });
    expect(settings.retention).to.deep.equal({ activityRetention: 365, movementRetention: 90 });
    expect(settings.version).to.match(/^\d+\.\d+\.\d+/);
  });

  it('takes an empty variable as unset, as compose files write it', () => {
    expect(read({ ADMIN_EMAIL: '', ADMIN_PASSWORD: '', SMTP_URL: '', PORT: '' }).http.port).to.equal(8081);
  });

  it('reads each server by its own setting', () => {
    const settings = read({ ...SERVERS, KAFKA_PREFIX: 'run-1.', REDIS_PREFIX: 'run-1' });
    const kafka = { brokers: ['a:9092', 'b:9092'], prefix: 'run-1.' };
    expect(settings.kafka).to.deep.equal({ ...kafka, partitions: 6, retention: 7, replication: undefined });
    const sized = read({ ...SERVERS, KAFKA_PARTITIONS: '12', KAFKA_RETENTION: '30', KAFKA_REPLICATION: '3' });
    expect(sized.kafka).to.include({ partitions: 12, retention: 30, replication: 3 });
    expect(settings.redis).to.deep.equal({ url: 'redis://a:6379', prefix: 'run-1' });
    expect(read({ REDIS_URL: SERVERS.REDIS_URL }).mongo).to.equal(undefined);
  });

  it('generates the secret once, readable by its owner only', () => {
    const first = read({}).tokens.key.export();
    expect(first.length).to.be.at.least(32);
    expect(read({}).tokens.key.export()).to.deep.equal(first);
    expect(statSync(join(directory, 'jwt-secret')).mode & 0o077).to.equal(0);
  });

  it('takes the secret from a file, and refuses a short, missing or doubled one', () => {
    const file = join(directory, 'secret');
    writeFileSync(file, `${SECRET}\n`);
    expect(read({ JWT_SECRET_FILE: file }).tokens.key.export().toString()).to.equal(SECRET);
    writeFileSync(file, 'short');
    expect(problemsOf({ JWT_SECRET_FILE: file })).to.deep.equal(['JWT_SECRET_FILE must hold at least 32 bytes']);
    expect(problemsOf({ JWT_SECRET_FILE: join(directory, 'none') })).to.deep.equal(['JWT_SECRET_FILE cannot be read']);
    expect(problemsOf({ JWT_SECRET: 'short' })).to.deep.equal(['JWT_SECRET must have at least 32 bytes']);
    expect(problemsOf({ JWT_SECRET: SECRET, JWT_SECRET_FILE: file })).to.deep.equal([
      'only one of JWT_SECRET, JWT_SECRET_FILE may be set',
    ]);
  });

  it('refuses any role but all on an embedded adapter and without a secret', () => {
    for (const ROLE of ['api', 'realtime', 'worker', 'web']) {
      expect(problemsOf({ ROLE }).map((problem) => problem.split(' ')[0])).to.deep.equal([
        'MONGO_URL',
        'KAFKA_BROKERS',
        'REDIS_URL',
        'JWT_SECRET',
      ]);
      expect(problemsOf({ ROLE, ...SERVERS })).to.have.length(1);
      expect(read({ ROLE, ...SERVERS, JWT_SECRET: SECRET }).role).to.equal(ROLE);
    }
  });

  it('exposes activation tokens only while mail is simulated and the environment is not production', () => {
    expect(read({}).identity.exposeActivation).to.equal(true);
    expect(read({ NODE_ENV: 'production' }).identity.exposeActivation).to.equal(false);
    expect(read({ SMTP_URL: 'smtp://mail', MAIL_FROM: 'a@b.org' }).identity.exposeActivation).to.equal(false);
    expect(read({ NODE_ENV: 'production', EXPOSE_ACTIVATION: 'true' }).identity.exposeActivation).to.equal(true);
  });

  it('hands out no activation token beside a mail server, whatever the environment', () => {
    const mail = { SMTP_URL: 'smtp://mail', MAIL_FROM: 'a@b.org' };
    for (const NODE_ENV of ['development', 'production']) {
      expect(problemsOf({ ...mail, NODE_ENV, EXPOSE_ACTIVATION: 'yes' })).to.deep.equal([
        'EXPOSE_ACTIVATION may not be on beside SMTP_URL: unset it, as activation links are mailed',
      ]);
      expect(read({ ...mail, NODE_ENV, EXPOSE_ACTIVATION: 'false' }).identity.exposeActivation).to.equal(false);
    }
  });

  it('spells the zone of reports as the IANA database does', () => {
    expect(read({ REPORT_TIME_ZONE: 'europe/berlin' }).insight.reportTimeZone).to.equal('Europe/Berlin');
  });

  it('keeps points for longer than they may be late: those that come would not be counted', () => {
    expect(read({ MOVEMENT_RETENTION: '8' }).retention.movementRetention).to.equal(8);
    expect(problemsOf({ MOVEMENT_RETENTION: '7' })).to.deep.equal([
      'MOVEMENT_RETENTION must be greater than or equal to 8',
    ]);
  });

  it('asks for settings that only make sense together', () => {
    expect(problemsOf({ ADMIN_EMAIL: 'root@example.org' })).to.deep.equal([
      'ADMIN_EMAIL needs ADMIN_PASSWORD beside it',
    ]);
    expect(problemsOf({ SMTP_URL: 'smtp://mail' })).to.deep.equal(['SMTP_URL needs MAIL_FROM beside it']);
    expect(problemsOf({ ADMIN_EMAIL: 'root@example.org', ADMIN_PASSWORD: 'elevenchars' })).to.deep.equal([
      'ADMIN_PASSWORD is shorter than PASSWORD_MIN',
    ]);
  });

  it('tells a webhook only with a secret to sign by', () => {
    const WEBHOOK_URL = 'https://hooks.example.org/streakline?for=us';
    const WEBHOOK_SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
    expect(read({}).webhook).to.equal(undefined);
    const { webhook } = read({ WEBHOOK_URL, WEBHOOK_SECRET });
    expect(webhook?.url).to.equal(WEBHOOK_URL);
    expect(webhook?.secret.export()).to.deep.equal(Buffer.alloc(24, 7));
    expect(JSON.stringify(webhook)).not.to.include(WEBHOOK_SECRET.slice(6));
    expect(problemsOf({ WEBHOOK_URL })).to.deep.equal(['WEBHOOK_URL needs WEBHOOK_SECRET beside it']);
    for (const secret of [
      'whsec_',
      'whsec_c2hvcnQ=',
      WEBHOOK_SECRET.slice(6),
      `${WEBHOOK_SECRET}!`,
      `whsec_${'A'.repeat(88)}`,
    ]) {
      expect(problemsOf({ WEBHOOK_URL, WEBHOOK_SECRET: secret }), secret).to.deep.equal([
        'WEBHOOK_SECRET must be whsec_ and 24 to 64 bytes in base64',
      ]);
    }
    for (const address of ['ftp://hooks.example.org', 'https://us:secret@hooks.example.org']) {
      const problems = problemsOf({ WEBHOOK_URL: address, WEBHOOK_SECRET });
      expect(problems.map((problem) => problem.split(' ')[0])).to.deep.equal(['WEBHOOK_URL']);
    }
  });

  it('reports all errors in one message', () => {
    const problems = problemsOf({
      PORT: 'x',
      ROLE: 'boss',
      REPORT_TIME_ZONE: '+05:30',
      KAFKA_BROKERS: 'nowhere',
      KAFKA_PARTITIONS: '0',
      KAFKA_RETENTION: '0.5',
      KAFKA_REPLICATION: 'three',
      PASSWORD_MIN: '4',
    });
    expect(problems.map((problem) => problem.split(' ')[0])).to.have.members([
      'PORT',
      'ROLE',
      'REPORT_TIME_ZONE',
      'KAFKA_BROKERS',
      'KAFKA_PARTITIONS',
      'KAFKA_RETENTION',
      'KAFKA_REPLICATION',
      'PASSWORD_MIN',
    ]);
  });

  it('never says a value', () => {
    const junk = fc.string({ minLength: 6, unit: fc.constantFrom('\u00a7', '\u00b6', '!', '~') });
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, junk])), { requiredKeys: [] }),
        (variables) => {
          const message = problemsOf({ ...variables, DATA_DIR: directory }).join('\n');
          for (const value of Object.values(variables)) expect(message).not.to.include(value);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('puts no secret into what a log might print of the settings', () => {
    expect(JSON.stringify(read({ JWT_SECRET: SECRET }))).not.to.include(SECRET);
  });

  it('leaves nothing half-written in DATA_DIR', () => {
    read({});
    expect(readFileSync(join(directory, 'jwt-secret'), 'utf8')).to.match(/^[\w+/=]{64}$/);
  });
});
