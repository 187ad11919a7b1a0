import type { Route } from '../route.js';
import { route } from '../route.js';
import { answer, bodyOf, schema } from '../schemas.js';
import { field, SIGNED_IN, USER } from '../shapes/identity.js';

const common = { method: 'POST', tag: 'Account' } as const;
/** The same whether the account exists or not. */
const TAKEN_ON = { status: 202 } as const;

/** From registration to signing out. */
export const accountRoutes: readonly Route[] = [
  route({
    ...common,
    path: '/api/register',
    operationId: 'register',
    summary: 'Register; an activation mail follows',
    access: 'public',
    whose: 'the new account',
    limit: 'registrations',
    idempotent: { secrets: (id, { registerUser }) => registerUser.activationOf({ id }) },
    body: bodyOf<{ username: string; email: string; password: string; timeZone?: string }>({
      username: field.username.required(),
      email: field.email.required(),
      password: field.password.required(),
      timeZone: field.timeZone,
    }),
    bodyExample: {
      username: 'ada',
      email: 'ada@example.org',
      password: 'sunny otters swim north',
      timeZone: 'Europe/Berlin',
    },
    answers: {
      201: {
        description: 'Registered, not active yet',
        schema: answer({
          user: USER,
          activation: answer({ token: schema.string() }).optional().description('only with EXPOSE_ACTIVATION'),
        }),
      },
    },
    errors: [
      'username-taken',
      'email-taken',
      'invalid-username',
      'invalid-email',
      'weak-password',
      'invalid-time-zone',
      'too-busy',
    ],
    handle: async ({ body, newId, ip, userAgent }, { registerUser }) => ({
      status: 201,
      body: await registerUser.execute({ ...body, id: newId, ip, userAgent }),
    }),
  }),
  route({
    ...common,
    path: '/api/activate',
    operationId: 'activate',
    summary: 'Activate an account by the token of the mail',
    access: 'public',
    whose: 'the account of the token',
    body: bodyOf<{ token: string }>({ token: field.token.required() }),
    bodyExample: { token: 'the one from the mail' },
    answers: { 200: { description: 'Active', schema: answer({ user: USER }) } },
    errors: ['already-active', ['invalid-token', 422]],
    handle: async ({ body, ip, userAgent }, { activateUser }) => ({
      status: 200,
      body: await activateUser.execute({ ...body, ip, userAgent }),
    }),
  }),
  route({
    ...common,
    path: '/api/activate/resend',
    operationId: 'resendActivation',
    summary: 'Ask for another activation mail',
    access: 'public',
    limit: 'mails',
    whose: 'the account of the address, which alone is told',
    body: bodyOf<{ email: string }>({ email: field.email.required() }),
    bodyExample: { email: 'ada@example.org' },
    answers: { 202: { description: 'Whether or not there is such an account' } },
    errors: [],
    handle: async ({ body }, { resendActivation }) => {
      await resendActivation.execute(body);
      return TAKEN_ON;
    },
  }),
  route({
    ...common,
    path: '/api/login',
    operationId: 'logIn',
    summary: 'Sign in with e-mail address or user name',
    access: 'public',
    whose: 'the account of the password',
    body: schema
      .object<{ email?: string; username?: string; password: string }>({
        email: field.email,
        username: field.username,
        password: field.password.required(),
      })
      .xor('email', 'username')
      .required(),
    bodyExample: { email: 'ada@example.org', password: 'sunny otters swim north' },
    answers: { 200: { description: 'Signed in', schema: SIGNED_IN } },
    errors: ['invalid-credentials', 'not-activated', 'disabled', 'too-many-attempts', 'too-busy'],
    handle: async ({ body, ip, userAgent }, { logIn }) => ({
      status: 200,
      body: await logIn.execute({ ...body, ip, userAgent }),
    }),
  }),
  route({
    ...common,
    path: '/api/token',
    operationId: 'refresh',
    summary: 'Exchange a refresh token for a new pair',
    access: 'public',
    whose: 'the session of the token',
    body: bodyOf<{ refreshToken: string }>({ refreshToken: field.token.required() }),
    bodyExample: { refreshToken: 'the one from the sign-in' },
    answers: { 200: { description: 'A new pair; the old refresh token is used up', schema: SIGNED_IN } },
    errors: ['invalid-token', 'refresh-token-reused', 'disabled'],
    handle: async ({ body, ip, userAgent }, { refreshSession }) => ({
      status: 200,
      body: await refreshSession.execute({ ...body, ip, userAgent }),
    }),
  }),
  route({
    ...common,
    path: '/api/logout',
    operationId: 'logOut',
    summary: 'End this session, its tokens and its sockets',
    access: 'user',
    answers: { 204: { description: 'Ended' } },
    errors: [],
    handle: async ({ principal, ip, userAgent }, { logOut }) => {
      await logOut.execute({ principal, ip, userAgent });
      return { status: 204 };
    },
  }),
  route({
    ...common,
    path: '/api/password/forgot',
    operationId: 'requestPasswordReset',
    summary: 'Ask for a mail to choose a new password',
    access: 'public',
    limit: 'mails',
    whose: 'the account of the address, which alone is told',
    body: bodyOf<{ email: string }>({ email: field.email.required() }),
    bodyExample: { email: 'ada@example.org' },
    answers: { 202: { description: 'Whether or not there is such an account' } },
    errors: [],
    handle: async ({ body }, { requestPasswordReset }) => {
      await requestPasswordReset.execute(body);
      return TAKEN_ON;
    },
  }),
  route({
    ...common,
    path: '/api/password/reset',
    operationId: 'resetPassword',
    summary: 'Choose a new password by the token of the mail; ends all sessions',
    access: 'public',
    whose: 'the account of the token',
    body: bodyOf<{ token: string; password: string }>({
      token: field.token.required(),
      password: field.password.required(),
    }),
    bodyExample: { token: 'the one from the mail', password: 'quiet herons wade south' },
    answers: { 204: { description: 'Changed' } },
    errors: [['invalid-token', 422], 'weak-password', 'too-busy'],
    handle: async ({ body, ip, userAgent }, { resetPassword }) => {
      await resetPassword.execute({ ...body, ip, userAgent });
      return { status: 204 };
    },
  }),
];
