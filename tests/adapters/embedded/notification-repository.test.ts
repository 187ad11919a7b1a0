import { EmbeddedNotificationRepository } from '../../../src/adapters/embedded/embedded-notification-repository.js';
import { notificationRepositoryContract } from '../../contracts/notification-repository.contract.js';
import { openEmbeddedDatabase } from '../../stores.js';

notificationRepositoryContract('the embedded store', () => {
  const database = openEmbeddedDatabase();
  return Promise.resolve({
    port: new EmbeddedNotificationRepository(database),
    close() {
      database.close();
      return Promise.resolve();
    },
  });
});
