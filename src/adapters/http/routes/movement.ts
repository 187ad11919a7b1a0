import { PERIODS } from '../../../domain/movement/hourly-distance.js';
import type { Period } from '../../../domain/movement/hourly-distance.js';
import { exampleInstant } from '../example-instants.js';
import type { Route } from '../route.js';
import { route } from '../route.js';
import { bodyOf, instantRange, page, pageQuery, schema } from '../schemas.js';
import type { PageRequest } from '../../../application/paging.js';
import { ACCEPTED, HOURS, POINT, SENT_POINTS, TRACKING } from '../shapes/movement.js';

const common = { tag: 'Movement', access: 'user' } as const;

const LARGEST_BATCH = 1024 * 1024;
const LARGEST_FILE = 10_000_000;
const GPX = 'application/gpx+xml';
const GPX_EXAMPLE = `<gpx version="1.1" creator="Streakline" xmlns="http://www.topografix.com/GPX/1/1">
  <trk>
    <trkseg>
      <trkpt lat="52.53" lon="13.4"><time>${exampleInstant('halfAnHourAgo')}</time></trkpt>
      <trkpt lat="52.53" lon="13.41"><time>${exampleInstant('now')}</time></trkpt>
    </trkseg>
  </trk>
</gpx>`;

export const movementRoutes: readonly Route[] = [
  route({
    ...common,
    method: 'GET',
    path: '/api/movement/tracking',
    operationId: 'getTracking',
    summary: 'Whether I am tracked',
    answers: { 200: { description: 'Since when', schema: TRACKING } },
    errors: [],
    handle: async ({ principal: { userId } }, { getTracking }) => ({
      status: 200,
      body: await getTracking.execute({ userId }),
    }),
  }),
  route({
    ...common,
    method: 'PUT',
    path: '/api/movement/tracking',
    operationId: 'setTracking',
    summary: 'Switch tracking on or off, now or since a time at most 7 days back',
    body: bodyOf<{ active: boolean; since?: number }>({ active: schema.boolean().required(), since: schema.instant() }),
    bodyExample: { active: true, since: exampleInstant('anHourAgo') },
    answers: { 200: { description: 'Since when', schema: TRACKING } },
    errors: ['in-the-future', 'too-old'],
    handle: async ({ principal: { userId }, body }, { setTracking }) => ({
      status: 200,
      body: await setTracking.execute({ ...body, userId }),
    }),
  }),
  route({
    ...common,
    method: 'POST',
    path: '/api/movement/points',
    operationId: 'recordGpsPoints',
    summary: 'Send where I was',
    description:
      'A bad point is refused by its index and the rest accepted. Repeating is safe: a user has one point an instant.',
    idempotent: {},
    body: bodyOf<{ points: unknown[] }>({ points: SENT_POINTS.required() }),
    bodyLimit: LARGEST_BATCH,
    bodyExample: {
      points: [
        { latitude: 52.52, longitude: 13.405, at: exampleInstant('halfAnHourAgo'), accuracy: 8 },
        { latitude: 52.53, longitude: 13.405, at: exampleInstant('now'), accuracy: 8 },
      ],
    },
    answers: { 202: { description: 'Accepted; hours follow', schema: ACCEPTED } },
    errors: ['tracking-inactive', 'event-log-unavailable'],
    handle: async ({ principal: { userId }, body: { points } }, { recordGpsPoints }) => ({
      status: 202,
      body: await recordGpsPoints.execute({ userId, points }),
    }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/movement/points',
    operationId: 'listPoints',
    summary: 'Where I was, and what became of each point',
    query: schema.object<PageRequest & { from?: number; to?: number }, true>({ ...pageQuery, ...instantRange }),
    answers: { 200: { description: 'Points, newest first', schema: page(POINT) } },
    errors: ['invalid-cursor'],
    handle: async ({ principal: { userId }, query }, { listPoints }) => ({
      status: 200,
      body: await listPoints.execute({ ...query, userId }),
    }),
  }),
  route({
    ...common,
    method: 'DELETE',
    path: '/api/movement/points',
    operationId: 'deletePoints',
    summary: 'Delete where I was in a range; hours follow',
    query: schema.object<{ from: number; to: number }, true>({
      from: instantRange.from.required(),
      to: instantRange.to.required(),
    }),
    answers: { 204: { description: 'Deleted; they do not come back' } },
    errors: ['invalid-range'],
    handle: async ({ principal: { userId }, query }, { deletePoints }) => {
      await deletePoints.execute({ ...query, userId });
      return { status: 204 };
    },
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/movement/hours',
    operationId: 'listHours',
    summary: 'Metres per hour, ascending; the last 24 hours by default',
    query: schema.object<{ from?: number; to?: number; timeZone?: string; by: Period }, true>({
      ...instantRange,
      timeZone: schema.string().max(100).description('IANA name; hours of UTC without it'),
      by: schema
        .string()
        .valid(...PERIODS)
        .default('hour')
        .description('what is summed'),
    }),
    answers: { 200: { description: 'Hours (or days, weeks, months) that have any distance or point', schema: HOURS } },
    errors: ['invalid-time-zone'],
    handle: async ({ principal: { userId }, query }, { listHours }) => ({
      status: 200,
      body: await listHours.execute({ ...query, userId }),
    }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/movement/track',
    operationId: 'exportTrack',
    summary: 'My track as GeoJSON or GPX; the last 24 hours by default',
    query: schema.object<{ from?: number; to?: number; format: 'geojson' | 'gpx' }, true>({
      ...instantRange,
      format: schema.string().valid('geojson', 'gpx').default('geojson'),
    }),
    answers: { 200: { description: 'The file', mediaTypes: ['application/geo+json', GPX] } },
    errors: [],
    handle: async ({ principal: { userId }, query }, { exportTrack }) => {
      const { mediaType, chunks } = await exportTrack.execute({ ...query, userId });
      const file = `attachment; filename="track.${query.format}"`;
      return { status: 200, body: chunks, headers: { 'Content-Type': mediaType, 'Content-Disposition': file } };
    },
  }),
  route({
    ...common,
    method: 'POST',
    path: '/api/movement/import',
    operationId: 'importTrack',
    summary: 'Send a GPX file of where I was, at most 10 MB',
    idempotent: {},
    stream: { mediaType: GPX, limit: LARGEST_FILE },
    bodyExample: GPX_EXAMPLE,
    answers: { 202: { description: 'Accepted; hours follow', schema: ACCEPTED } },
    errors: ['tracking-inactive', 'invalid-gpx', 'too-many-points', 'event-log-unavailable'],
    handle: async ({ principal: { userId }, stream }, { importTrack }) => ({
      status: 202,
      body: await importTrack.execute({ userId, chunks: stream }),
    }),
  }),
];
