import type { SwaggerTransform, SwaggerTransformObject } from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

import type { Scope } from './caller.ts';
import { OTLP_TYPES } from './otlp-answer.ts';
import { PROBLEM_TYPE } from './problem.ts';

type SwaggerDocument = ReturnType<SwaggerTransformObject>;

const PROBLEM_SCHEMA = { $ref: '#/components/schemas/Problem' };
/** The generator describes each named schema as it is sent and as it is received. */
const INPUT_SUFFIX = 'Input';

/** A route's schemas as JSON Schema, with the scope that it needs and how it refuses. */
export const describeRoute: SwaggerTransform = (route) => {
  const { schema, url } = jsonSchemaTransform(route);
  const { scope = 'anybody', refusals = 'problem' } = route.route.config ?? {};
  const response = 'response' in schema ? schema['response'] : {};
  return {
    url,
    schema: {
      ...schema,
      security: securityOf(scope),
      response: {
        ...(typeof response === 'object' ? response : {}),
        default: refusals === 'otlp' ? statusResponse() : problemResponse(),
      },
    },
  };
};

/** Sessions are for people: they read and decide, and send nothing. */
function securityOf(scope: Scope | 'anybody'): Record<string, string[]>[] {
  if (scope === 'anybody') return [];
  const bearer = [{ bearer: [scope] }];
  return scope === 'view' || scope === 'operate' ? [...bearer, { session: [scope] }] : bearer;
}

/** The whole document, without schemas that nothing names. */
export const describeApi: SwaggerTransformObject = (document) => {
  const whole: SwaggerDocument = jsonSchemaTransformObject(document);
  if (!('components' in whole)) return whole;
  const text = JSON.stringify(whole);
  const schemas = Object.entries(whole.components?.schemas ?? {}).filter(
    ([name]) => !name.endsWith(INPUT_SUFFIX) || text.includes(`"#/components/schemas/${name}"`),
  );
  const components = { ...whole.components, schemas: Object.fromEntries(schemas) };
  // The library's type is a union of two versions of the format, whole and in part.
  return Object.assign(whole, { components });
};

function problemResponse(): object {
  return { description: 'Refused', content: { [PROBLEM_TYPE]: { schema: PROBLEM_SCHEMA } } };
}

function statusResponse(): object {
  const schema = { type: 'object', description: 'google.rpc.Status' };
  return {
    description: 'Refused',
    content: Object.fromEntries(Object.values(OTLP_TYPES).map((type) => [type, { schema }])),
  };
}
