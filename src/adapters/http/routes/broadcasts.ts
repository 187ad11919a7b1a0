import { ROLES } from '../../../domain/identity/role.js';
import type { Role } from '../../../domain/identity/role.js';
import type { Route } from '../route.js';
import { route } from '../route.js';
import { bodyOf, idParams, page, pageQuery, schema } from '../schemas.js';
import type { PageRequest } from '../../../application/paging.js';
import { BROADCAST, sendingTimes } from '../shapes/broadcasts.js';

const common = { tag: 'Administration', access: 'admin' } as const;

interface BroadcastBody {
  readonly message: string;
  readonly role?: Role;
  readonly sendAt?: number;
  readonly expiresAt?: number;
}

export const broadcastRoutes: readonly Route[] = [
  route({
    ...common,
    method: 'POST',
    path: '/api/admin/broadcasts',
    operationId: 'createBroadcast',
    summary: 'Send a message to everybody or to a role, now or later',
    description: 'Goes to confirmed accounts that are not disabled and were there when sending began, each once.',
    idempotent: {},
    body: bodyOf<BroadcastBody>({
      message: schema.string().required().description('1 to 2000 characters, not only white space'),
      role: schema.string().valid(...ROLES),
      ...sendingTimes,
    }),
    bodyExample: { message: 'The service rests tonight from two to three.', role: 'user' },
    answers: { 202: { description: 'Stored; it is sent page by page', schema: BROADCAST } },
    errors: ['invalid-message', 'invalid-send-at', 'invalid-expiry'],
    handle: async ({ principal: administrator, body, newId, ip, userAgent }, { createBroadcast }) => {
      const broadcast = await createBroadcast.execute({ ...body, administrator, id: newId, ip, userAgent });
      return { status: 202, body: broadcast, headers: { Location: `/api/admin/broadcasts/${broadcast.id}` } };
    },
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/admin/broadcasts',
    operationId: 'listBroadcasts',
    summary: 'Messages to many, newest first',
    query: schema.object<PageRequest, true>(pageQuery),
    answers: { 200: { description: 'Broadcasts', schema: page(BROADCAST) } },
    errors: ['invalid-cursor'],
    handle: async ({ query }, { listBroadcasts }) => ({ status: 200, body: await listBroadcasts.execute(query) }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/admin/broadcasts/:id',
    operationId: 'getBroadcast',
    summary: 'How far a broadcast has come',
    params: idParams,
    answers: { 200: { description: 'The broadcast', schema: BROADCAST } },
    errors: ['broadcast-not-found'],
    handle: async ({ params }, { getBroadcast }) => ({ status: 200, body: await getBroadcast.execute(params) }),
  }),
  route({
    ...common,
    method: 'DELETE',
    path: '/api/admin/broadcasts/:id',
    operationId: 'cancelBroadcast',
    summary: 'Send a broadcast to nobody else; who has it keeps it',
    params: idParams,
    answers: { 204: { description: 'Cancelled' } },
    errors: ['broadcast-not-found', 'already-sent'],
    handle: async ({ principal: administrator, params: { id }, ip, userAgent }, { cancelBroadcast }) => {
      await cancelBroadcast.execute({ administrator, id, ip, userAgent });
      return { status: 204 };
    },
  }),
];
