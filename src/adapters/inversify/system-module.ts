import { ContainerModule } from 'inversify';
import type { Settings } from '../config/settings.js';
import { GpxTrackFormats } from '../gpx/gpx-track-formats.js';
import { SimulatedMailer } from '../mail/simulated-mailer.js';
import { SmtpMailer } from '../mail/smtp-mailer.js';
import { Argon2PasswordHasher } from '../system/argon2-password-hasher.js';
import { HmacSecrets } from '../system/hmac-secrets.js';
import { JwtAccessTokens } from '../system/jwt-access-tokens.js';
import { PinoLog } from '../system/pino-log.js';
import { SystemClock } from '../system/system-clock.js';
import { UuidV7Ids } from '../system/uuid-v7-ids.js';
import { ZxcvbnCommonPasswords } from '../system/zxcvbn-common-passwords.js';
import { ZipArchiveFormat } from '../zip/zip-archive-format.js';
import {
  ACCESS_TOKENS,
  ARCHIVE_FORMAT,
  CLOCK,
  COMMON_PASSWORDS,
  IDS,
  LOG,
  MAILER,
  PASSWORD_HASHER,
  SECRETS,
  STARTUP,
  TRACK_FORMATS,
} from './tokens.js';

/** What every process has, whatever it runs on. */
export function systemModule({ logLevel, tokens, mail }: Settings): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(STARTUP).toConstantValue({ done: false });
    bind(CLOCK).toDynamicValue(() => new SystemClock());
    bind(IDS).toDynamicValue(() => new UuidV7Ids());
    bind(LOG).toDynamicValue(() => new PinoLog(logLevel));
    bind(SECRETS).toDynamicValue(() => new HmacSecrets(tokens.key));
    bind(PASSWORD_HASHER).toDynamicValue(() => new Argon2PasswordHasher());
    bind(COMMON_PASSWORDS).toDynamicValue(() => new ZxcvbnCommonPasswords());
    bind(ARCHIVE_FORMAT).toDynamicValue(() => new ZipArchiveFormat());
    bind(TRACK_FORMATS).toDynamicValue(() => new GpxTrackFormats());
    bind(ACCESS_TOKENS).toDynamicValue((c) => new JwtAccessTokens(tokens, c.get(CLOCK)));
    bind(MAILER).toDynamicValue((c) =>
      mail.smtp === undefined
        ? new SimulatedMailer(mail.directory, c.get(CLOCK), c.get(LOG))
        : new SmtpMailer(mail.smtp.url, mail.smtp.from),
    );
  });
}
