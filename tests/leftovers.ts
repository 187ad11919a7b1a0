import { Redis } from 'ioredis';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import mongoose from 'mongoose';

/** A Kafka that starts again reads every topic there is: those of finished tests would make it slower from run to run. */
export async function removeTopics(admin: Admin, prefix: string): Promise<void> {
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
  if (topics.length > 0) await admin.deleteTopics({ topics });
  const groups = (await admin.listGroups()).groups.map(({ groupId }) => groupId);
  // One whose member was killed is not empty yet; Kafka removes it in its own time.
  await admin.deleteGroups(groups.filter((group) => group.startsWith(prefix))).catch(() => undefined);
}

export async function removeKeys(redis: Redis, prefix: string): Promise<void> {
  const keys = await redis.keys(`${prefix}*`);
  if (keys.length > 0) await redis.del(...keys);
}

export async function removeDatabase(url: string): Promise<void> {
  const connection = await mongoose.createConnection(url).asPromise();
  await connection.dropDatabase();
  await connection.close();
}

/** What a service on real servers, which has ended, left there under names of its own. */
export async function removeLeftovers(settings: Readonly<Record<string, string>>): Promise<void> {
  const { MONGO_URL, KAFKA_BROKERS, KAFKA_PREFIX, REDIS_URL, REDIS_PREFIX } = settings;
  if (MONGO_URL !== undefined) await removeDatabase(MONGO_URL);
  if (KAFKA_BROKERS !== undefined && KAFKA_PREFIX !== undefined) {
    const admin = new Kafka({ brokers: KAFKA_BROKERS.split(','), logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await removeTopics(admin, KAFKA_PREFIX);
    await admin.disconnect();
  }
  if (REDIS_URL !== undefined && REDIS_PREFIX !== undefined) {
    const redis = new Redis(REDIS_URL);
    await removeKeys(redis, REDIS_PREFIX);
    redis.disconnect();
  }
}
