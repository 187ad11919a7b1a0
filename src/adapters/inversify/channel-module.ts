import { ContainerModule } from 'inversify';
import { SendAlert } from '../../application/insight/send-alert.js';
import type { Settings } from '../config/settings.js';
import { SignedWebhook } from '../webhook/signed-webhook.js';
import { ALERTS, CLOCK } from './tokens.js';

/** The ways out of the service, as far as they are configured. */
export function channelModule({ webhook }: Settings): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(SendAlert)
      .toDynamicValue(
        (c) => new SendAlert(c.get(ALERTS), webhook && new SignedWebhook(webhook.url, webhook.secret, c.get(CLOCK))),
      )
      .inSingletonScope();
  });
}
