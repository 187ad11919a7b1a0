import type { Route } from '../route.js';
import { route } from '../route.js';
import { answer, named, schema } from '../schemas.js';

export interface ServiceFacts {
  readonly version: string;
  /** Public address of the sockets; the origin that was asked if it is missing. */
  readonly realtimeUrl: string | undefined;
}

/** What clients need to know before they sign in. */
export function serviceRoutes({ version, realtimeUrl }: ServiceFacts): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/config',
      operationId: 'getConfig',
      summary: 'Where the sockets are, and which version this is',
      tag: 'Operations',
      access: 'public',
      answers: {
        200: {
          description: 'Facts',
          schema: named('Config', answer({ realtimeUrl: schema.string().uri(), version: schema.string() })),
        },
      },
      errors: [],
      handle: ({ origin }) => Promise.resolve({ status: 200, body: { realtimeUrl: realtimeUrl ?? origin, version } }),
    }),
  ];
}
