import type { Route } from '../route.js';
import { route } from '../route.js';
import { bodyOf, idParams, instantRange, page, pageQuery, schema } from '../schemas.js';
import type { PageRequest } from '../../../application/paging.js';
import {
  GOAL,
  goalAmount,
  INTAKE,
  INTAKE_ANSWER,
  intakeAmount,
  STREAK,
  WATER_DAY,
  WATER_DAYS,
} from '../shapes/water.js';

const common = { tag: 'Water', access: 'user' } as const;

export const waterRoutes: readonly Route[] = [
  route({
    ...common,
    method: 'GET',
    path: '/api/water/goal',
    operationId: 'getWaterGoal',
    summary: 'What I want to drink a day',
    answers: { 200: { description: 'The goal of today', schema: GOAL } },
    errors: [],
    handle: async ({ principal: { userId } }, { getWaterGoal }) => ({
      status: 200,
      body: await getWaterGoal.execute({ userId }),
    }),
  }),
  route({
    ...common,
    method: 'PUT',
    path: '/api/water/goal',
    operationId: 'setWaterGoal',
    summary: 'Set what I want to drink a day, from today on',
    body: bodyOf<{ millilitres: number }>({ millilitres: goalAmount.required() }),
    bodyExample: { millilitres: 2500 },
    answers: { 200: { description: 'The goal of today', schema: GOAL } },
    errors: ['invalid-millilitres'],
    handle: async ({ principal: { userId }, body }, { setWaterGoal }) => ({
      status: 200,
      body: await setWaterGoal.execute({ ...body, userId }),
    }),
  }),
  route({
    ...common,
    method: 'POST',
    path: '/api/water/intakes',
    operationId: 'logIntake',
    summary: 'Log what I drank',
    description: '`at` is now by default, at most 7 days back and 2 minutes ahead.',
    idempotent: {},
    body: bodyOf<{ millilitres: number; at?: number }>({ millilitres: intakeAmount.required(), at: schema.instant() }),
    bodyExample: { millilitres: 250 },
    answers: { 201: { description: 'Logged, with its day and the streak', schema: INTAKE_ANSWER } },
    errors: ['invalid-millilitres', 'too-old', 'in-the-future', 'too-many-intakes'],
    handle: async ({ principal: { userId }, body, newId }, { logIntake }) => ({
      status: 201,
      body: await logIntake.execute({ ...body, id: newId, userId }),
    }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/water/intakes',
    operationId: 'listIntakes',
    summary: 'What I drank',
    query: schema.object<PageRequest & { from?: number; to?: number }, true>({
      ...pageQuery,
      ...instantRange,
    }),
    answers: { 200: { description: 'Intakes', schema: page(INTAKE) } },
    errors: ['invalid-cursor'],
    handle: async ({ principal: { userId }, query }, { listIntakes }) => ({
      status: 200,
      body: await listIntakes.execute({ ...query, userId }),
    }),
  }),
  route({
    ...common,
    method: 'PATCH',
    path: '/api/water/intakes/:id',
    operationId: 'changeIntake',
    summary: 'Correct what I drank, for 7 days',
    params: idParams,
    body: bodyOf<{ millilitres: number }>({ millilitres: intakeAmount.required() }),
    bodyExample: { millilitres: 300 },
    answers: { 200: { description: 'Corrected; day and streak follow', schema: INTAKE_ANSWER } },
    errors: ['intake-not-found', 'too-old', 'invalid-millilitres'],
    handle: async ({ principal: { userId }, params: { id }, body }, { changeIntake }) => ({
      status: 200,
      body: await changeIntake.execute({ ...body, id, userId }),
    }),
  }),
  route({
    ...common,
    method: 'DELETE',
    path: '/api/water/intakes/:id',
    operationId: 'deleteIntake',
    summary: 'Take back what I logged, for 7 days',
    params: idParams,
    answers: { 204: { description: 'Gone; day and streak follow' } },
    errors: ['intake-not-found', 'too-old'],
    handle: async ({ principal: { userId }, params: { id } }, { deleteIntake }) => {
      await deleteIntake.execute({ id, userId });
      return { status: 204 };
    },
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/water/today',
    operationId: 'getToday',
    summary: 'My day in hand',
    answers: { 200: { description: 'The day', schema: WATER_DAY } },
    errors: [],
    handle: async ({ principal: { userId } }, { getToday }) => ({
      status: 200,
      body: await getToday.execute({ userId }),
    }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/water/days',
    operationId: 'listWaterDays',
    summary: 'My days, each with what made it so; the last 30 by default',
    query: schema.object<{ from?: string; to?: string }, true>({
      from: schema.day().description('inclusive'),
      to: schema.day().description('inclusive'),
    }),
    answers: { 200: { description: 'Days, newest first', schema: WATER_DAYS } },
    errors: [],
    handle: async ({ principal: { userId }, query }, { listWaterDays }) => ({
      status: 200,
      body: await listWaterDays.execute({ ...query, userId }),
    }),
  }),
  route({
    ...common,
    method: 'GET',
    path: '/api/water/streak',
    operationId: 'getStreak',
    summary: 'Days in a row on which I reached my goal, as of now',
    answers: { 200: { description: 'The streak', schema: STREAK } },
    errors: [],
    handle: async ({ principal: { userId } }, { getStreak }) => ({
      status: 200,
      body: await getStreak.execute({ userId }),
    }),
  }),
];
