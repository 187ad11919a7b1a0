import { EmbeddedReportRepository } from '../../../src/adapters/embedded/embedded-report-repository.js';
import { reportRepositoryContract } from '../../contracts/report-repository.contract.js';
import { openEmbedded } from '../../stores.js';

reportRepositoryContract(
  'libsql',
  openEmbedded((database) => new EmbeddedReportRepository(database)),
);
