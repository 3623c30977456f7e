import { RulesResponse } from '../shapes'
import { type ApiPart, failures, problem, ref, requestId } from './part'

export const rules: ApiPart = {
  tag: { name: 'Rules', description: 'What members may read of the program' },
  shapes: { Rules: ['output', RulesResponse] },
  paths: {
    '/api/v1/rules': {
      get: {
        operationId: 'readRules',
        tags: ['Rules'],
        summary: 'The rules in force, as members read them',
        description:
          'Plain sentences, for a page of rules in a mini-program or on a website. Hidden tiers and what is only for the merchant are left out. Needs the right members:read.',
        parameters: [
          {
            name: 'lang',
            in: 'query',
            required: false,
            schema: { type: 'string', enum: ['zh', 'en'] },
            description: 'The merchant’s own language when left out',
          },
        ],
        responses: {
          200: { description: 'As of now', headers: requestId, content: { 'application/json': { schema: ref('Rules') } } },
          ...failures,
          404: problem('Nothing has been published yet'),
          422: problem('The language is not known'),
        },
      },
    },
  },
}
