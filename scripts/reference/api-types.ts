import { openApi } from '@vedette/server';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { z } from 'zod';

const Schema = z.record(z.string(), z.unknown());
const Content = z.object({
  content: z.record(z.string(), z.object({ schema: Schema })).optional(),
});
const Parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().default(false),
  schema: Schema,
});
const Operation = z.object({
  parameters: z.array(Parameter).default([]),
  requestBody: Content.optional(),
  responses: z.record(z.string(), Content),
});
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), Schema) }),
});

const HEAD = `// Written by npm run generate from docs/reference/openapi.json; changes are lost.
// Long because it describes every operation of the HTTP API.
`;
const SUCCESS = ['200', '201', '202'];
const JSON_TYPE = 'application/json';

/** The operations of the HTTP API as types, for the client of the pages. */
export async function apiTypes(): Promise<string> {
  const { paths, components } = Document.parse(await openApi('0'));
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, JSONSchema] => [
      `${method.toUpperCase()} ${path}`,
      operationSchema(operation),
    ]),
  );
  const root = {
    ...objectOf(Object.fromEntries(operations)),
    $defs: components.schemas,
  };
  const text = await compile(withLocalRefs(root), 'Api', {
    bannerComment: HEAD,
    additionalProperties: false,
    format: false,
    ignoreMinAndMaxItems: true,
  });
  return text;
}

/** What goes into an operation, and what comes out where it succeeds. */
function operationSchema({ parameters, requestBody, responses }: z.infer<typeof Operation>) {
  const body = requestBody?.content?.[JSON_TYPE]?.schema;
  const answer = SUCCESS.map((status) => responses[status]?.content?.[JSON_TYPE]?.schema).find(
    (schema) => schema !== undefined,
  );
  return objectOf({
    path: parametersIn(parameters, 'path'),
    query: parametersIn(parameters, 'query'),
    body: body ?? { type: 'null' },
    answer: answer ?? { type: 'null' },
  });
}

function parametersIn(parameters: readonly z.infer<typeof Parameter>[], place: string) {
  const meant = parameters.filter((parameter) => parameter.in === place);
  return {
    type: 'object' as const,
    properties: Object.fromEntries(meant.map(({ name, schema }) => [name, schema])),
    required: meant.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

function objectOf(properties: Readonly<Record<string, JSONSchema>>): JSONSchema {
  return {
    type: 'object',
    properties: { ...properties },
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

function withLocalRefs(schema: JSONSchema): JSONSchema {
  const text = JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/');
  return Schema.parse(JSON.parse(text));
}
