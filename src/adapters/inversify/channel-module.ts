import { ContainerModule } from 'inversify';
import { AlertViews } from '../../application/insight/alert-views.js';
import { AnnounceAlert } from '../../application/insight/announce-alert.js';
import { SendAlert } from '../../application/insight/send-alert.js';
import { HandToChannels } from '../../application/notification/hand-to-channels.js';
import { SendByChannel } from '../../application/notification/send-by-channel.js';
import { SweepChannels } from '../../application/notification/sweep-channels.js';
import type { Settings } from '../config/settings.js';
import { EmailChannel } from '../mail/email-channel.js';
import { SignedWebhook } from '../webhook/signed-webhook.js';
import { WebhookChannel } from '../webhook/webhook-channel.js';
import { ALERTS, CHANNELS, CLOCK, JOB_QUEUE, LOG, MAILER, NOTIFICATIONS, USERS, WEBHOOK } from './tokens.js';

/** The ways out of the service: mail always, simulated or real, and a webhook where it is configured. */
export function channelModule({ mail, notification, webhook: settings }: Settings): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(WEBHOOK).toDynamicValue((c) => settings && new SignedWebhook(settings.url, settings.secret, c.get(CLOCK)));
    bind(CHANNELS).toDynamicValue((c) => {
      const webhook = c.get(WEBHOOK);
      const email = new EmailChannel(c.get(MAILER), mail.publicUrl);
      return webhook === undefined ? [email] : [email, new WebhookChannel(webhook)];
    });
    bind(AnnounceAlert).toDynamicValue((c) => new AnnounceAlert(c.get(JOB_QUEUE), c.get(WEBHOOK)));
    bind(HandToChannels).toDynamicValue(
      (c) => new HandToChannels(c.get(CHANNELS), c.get(NOTIFICATIONS), c.get(JOB_QUEUE), c.get(CLOCK)),
    );
    bind(SendAlert).toDynamicValue(
      (c) => new SendAlert(c.get(ALERTS), c.get(AlertViews), c.get(WEBHOOK), c.get(CLOCK)),
    );
    bind(SendByChannel).toDynamicValue(
      (c) =>
        new SendByChannel(
          c.get(CHANNELS),
          c.get(NOTIFICATIONS),
          c.get(USERS),
          c.get(JOB_QUEUE),
          c.get(CLOCK),
          c.get(LOG),
          notification,
        ),
    );
    bind(SweepChannels).toDynamicValue((c) => new SweepChannels(c.get(NOTIFICATIONS), c.get(JOB_QUEUE), c.get(CLOCK)));
  });
}
