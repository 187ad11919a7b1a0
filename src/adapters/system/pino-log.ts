import { pino, type DestinationStream, type LevelWithSilent, type Logger } from 'pino';
import type { Log } from '../../application/ports/log.js';

type Fields = Readonly<Record<string, unknown>>;

/** What must not be read, should somebody log a whole request, mail or error all the same. */
const SECRETS = [
  'password',
  'newPassword',
  'currentPassword',
  'passwordHash',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'secret',
];

/** One JSON object a line, on standard output unless told otherwise. */
export class PinoLog implements Log {
  private readonly logger: Logger;

  constructor(level: LevelWithSilent, destination?: DestinationStream) {
    const redact = { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' };
    const options = { level, redact, base: null, serializers: { error: pino.stdSerializers.err } };
    this.logger = destination === undefined ? pino(options) : pino(options, destination);
  }

  debug(fields: Fields, message: string): void {
    this.logger.debug(fields, message);
  }

  info(fields: Fields, message: string): void {
    this.logger.info(fields, message);
  }

  warn(fields: Fields, message: string): void {
    this.logger.warn(fields, message);
  }

  error(fields: Fields, message: string): void {
    this.logger.error(fields, message);
  }
}
