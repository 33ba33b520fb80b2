import { z } from 'zod';
import { MOST_ROWS } from './query.ts';
import { RESOURCES, type Resource, SCOPES } from './resources.ts';
import { figureShape, problemShape } from './shapes.ts';

/** The API as an OpenAPI 3.1 document, made from the shapes that it keeps to. */
export function openApi(): object {
  const lists = Object.entries<Resource>(RESOURCES).map(([name, resource]) => [
    `/${name}`,
    { get: listing(name, resource) },
  ]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rondo',
      version: '1',
      description: `What one team has, to read. A token of the team is made in chat with /rondo token. Scopes: ${SCOPES.join(', ')}.`,
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    paths: { ...Object.fromEntries(lists), '/figures': { post: TELLING } },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        problem: schemaOf(problemShape),
        figure: schemaOf(figureShape),
        ...Object.fromEntries(
          Object.entries<Resource>(RESOURCES).map(([name, { shape }]) => [name, schemaOf(shape)]),
        ),
      },
    },
  };
}

function listing(name: string, { what, scope, by }: Resource) {
  const rows = { type: 'array', items: { $ref: `#/components/schemas/${name}` } };
  const page = {
    type: 'object',
    required: ['data'],
    properties: { data: rows, next: { type: 'string', description: 'The cursor of the next page' } },
  };
  return {
    operationId: `list-${name}`,
    summary: `${what}.${scope ? ` Needs the scope ${scope}.` : ''}`,
    parameters: [...(by ? datesBy(by) : []), ...PARAMETERS],
    responses: {
      200: {
        description: 'A page of it. With the tag of before in If-None-Match: 304 if it is still the same.',
        headers: { ETag: { schema: { type: 'string' } } },
        content: { 'application/json': { schema: page }, 'text/csv': { schema: { type: 'string' } } },
      },
      ...PROBLEMS,
    },
  };
}

function datesBy(by: string) {
  const schema = { type: 'string', format: 'date' };
  return [
    { name: 'since', in: 'query', description: `The first date, by ${by}`, schema },
    { name: 'until', in: 'query', description: 'The date after the last one', schema },
  ];
}

const PARAMETERS = [
  {
    name: 'limit',
    in: 'query',
    description: 'How many are looked at for a page; what may not be shown makes it shorter',
    schema: { type: 'integer', minimum: 1, maximum: MOST_ROWS, default: 50 },
  },
  { name: 'cursor', in: 'query', description: 'What “next” said', schema: { type: 'string' } },
  { name: 'format', in: 'query', schema: { enum: ['json', 'csv'], default: 'json' } },
];

const PROBLEMS = Object.fromEntries(
  Object.entries({
    400: 'Something in the address or the body is wrong',
    401: 'No token, or one that does not count any more',
    403: 'The token has not the scope for this',
    404: 'There is no such list',
    429: 'Too much was asked; Retry-After says when to go on, in seconds',
  }).map(([status, description]) => [
    status,
    {
      description,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } },
    },
  ]),
);

const FIGURE = { 'application/json': { schema: { $ref: '#/components/schemas/figure' } } };

const TELLING = {
  operationId: 'tell-figure',
  summary:
    'Keeps a number from outside for a date. The same name and date again replaces it. Needs the scope write:figures.',
  requestBody: { required: true, content: FIGURE },
  responses: {
    200: { description: 'It stood there already, and has this value now', content: FIGURE },
    201: { description: 'It is new', content: FIGURE },
    ...PROBLEMS,
  },
};

function schemaOf(shape: z.ZodType): object {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape);
  return schema;
}
