import { expect } from 'chai';
import { readSettings } from '../../../src/adapters/config/read-settings.js';
import { activationWarning } from '../../../src/adapters/inversify/working-parts.js';
import { RecordingLog } from '../../application/identity/recording-log.js';

async function warningsWith(variables: NodeJS.ProcessEnv): Promise<number> {
  const log = new RecordingLog();
  const settings = readSettings({ JWT_SECRET: 'x'.repeat(32), ...variables });
  await activationWarning(log, settings).start?.();
  return log.lines.filter(({ level }) => level === 'warn').length;
}

describe('The warning about activation tokens', () => {
  it('is given at start whenever they are handed out', async () => {
    expect(await warningsWith({})).to.equal(1);
    expect(await warningsWith({ NODE_ENV: 'production', EXPOSE_ACTIVATION: 'true' })).to.equal(1);
    expect(await warningsWith({ NODE_ENV: 'production' })).to.equal(0);
    expect(await warningsWith({ SMTP_URL: 'smtp://mail', MAIL_FROM: 'a@b.org' })).to.equal(0);
  });
});
