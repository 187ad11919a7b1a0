import type { Admin, Kafka } from 'kafkajs';

/** One connection for all who ask the broker something; a new one after a failure. */
export class SharedAdmin {
  private connection: Promise<Admin> | undefined;

  constructor(private readonly kafka: Pick<Kafka, 'admin'>) {}

  async use<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    const connection = (this.connection ??= this.connect());
    try {
      return await work(await connection);
    } catch (error) {
      await this.close(connection);
      throw error;
    }
  }

  async stop(): Promise<void> {
    if (this.connection !== undefined) await this.close(this.connection);
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin();
    await admin.connect();
    return admin;
  }

  /** Unless somebody has: others may have connected anew since, and theirs stays. */
  private async close(connection: Promise<Admin>): Promise<void> {
    if (this.connection !== connection) return;
    this.connection = undefined;
    await connection.then((admin) => admin.disconnect()).catch(() => undefined);
  }
}
