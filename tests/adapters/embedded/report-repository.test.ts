import { EmbeddedReportRepository } from '../../../src/adapters/embedded/embedded-report-repository.js';
import { reportRepositoryContract } from '../../contracts/report-repository.contract.js';
import { openEmbeddedDatabase } from '../../stores.js';

reportRepositoryContract('the embedded store', () => {
  const database = openEmbeddedDatabase();
  return Promise.resolve({
    port: new EmbeddedReportRepository(database),
    close() {
      database.close();
      return Promise.resolve();
    },
  });
});
