import { ContainerModule } from 'inversify';
import type { ServiceIdentifier } from 'inversify';
export const KAFKA: ServiceIdentifier<{ start(): Promise<void>; stop(): Promise<void> }> = Symbol('k');
export function kafkaModule(_k: unknown): ContainerModule {
  return new ContainerModule(() => {});
}
