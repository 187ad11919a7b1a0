import type { Admin } from 'kafkajs';

/** Where a group is in a partition, and where the partition ends. */
export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** From where on the group would read. */
  readonly committed: bigint;
  readonly end: bigint;
}

/** Of all partitions of the topics, whoever of the group reads them. */
export async function readGroupLag(
  admin: Admin,
  groupId: string,
  topics: readonly string[],
): Promise<readonly PartitionLag[]> {
  const [committed, ...ends] = await Promise.all([
    admin.fetchOffsets({ groupId, topics: [...topics] }),
    ...topics.map(async (topic) => ({ topic, partitions: await admin.fetchTopicOffsets(topic) })),
  ]);
  return ends.flatMap(({ topic, partitions }) => {
    const ofTopic = committed.find((one) => one.topic === topic)?.partitions ?? [];
    return partitions.map(({ partition, high, low }) => {
      const own = BigInt(ofTopic.find((one) => one.partition === partition)?.offset ?? -1);
      // Nothing committed yet, or what was committed is no longer kept: the group reads from the beginning.
      const begin = BigInt(low);
      return { topic, partition, committed: own < begin ? begin : own, end: BigInt(high) };
    });
  });
}
