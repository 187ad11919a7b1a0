import type Joi from 'joi';
import type { InvalidField } from '../../../domain/errors.js';
import { HttpProblem } from '../problem.js';
import type { Step } from '../request-state.js';
import type { Route } from '../route.js';
import { schema } from '../schemas.js';

const MOST_ERRORS = 50;
const NOTHING = schema.object({});
const REPORT: Joi.ValidationOptions = { abortEarly: false, errors: { wrap: { label: false } } };

/** Lets nothing but the declared shapes through. A body is taken as it is; of a query, texts become what is declared. */
export function validation(route: Route): Step {
  const { params = NOTHING, query = NOTHING, body = NOTHING } = route;
  return (ctx, next) => {
    const named = params.validate((ctx as { params?: unknown }).params ?? {}, { convert: false });
    if (named.error !== undefined) throw new HttpProblem('not-found', 'There is nothing at this address.');
    ctx.state.params = named.value;
    const errors: InvalidField[] = [];
    ctx.state.query = checked(query, { ...ctx.query }, true, errors);
    if (route.stream === undefined) ctx.state.body = checked(body, ctx.state.body, false, errors);
    if (errors.length > 0) {
      throw new HttpProblem('invalid-request', 'Some values cannot be taken as they are.', { extensions: { errors } });
    }
    return next();
  };
}

function checked(shape: Joi.ObjectSchema, given: unknown, convert: boolean, errors: InvalidField[]): unknown {
  const result = shape.validate(given, { ...REPORT, convert });
  const found = result.error?.details.map(({ path, message }) => ({ path: path.join('.'), message })) ?? [];
  errors.push(...found.slice(0, MOST_ERRORS));
  return result.value;
}
