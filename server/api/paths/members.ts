import { MemberResponse } from '../shapes'
import { type ApiPart, failures, problem, ref, requestId } from './part'

export const members: ApiPart = {
  tag: { name: 'Members', description: 'Where members stand' },
  shapes: { Member: ['output', MemberResponse] },
  paths: {
    '/api/v1/members/{code}': {
      get: {
        operationId: 'readMember',
        tags: ['Members'],
        summary: 'Tier, points and progress of a member',
        description: 'Needs the right members:read.',
        parameters: [
          {
            name: 'code',
            in: 'path',
            required: true,
            schema: { type: 'string', minLength: 1, maxLength: 64 },
            description: 'The member’s code',
            example: 'M-10001',
          },
        ],
        responses: {
          200: { description: 'As of now', headers: requestId, content: { 'application/json': { schema: ref('Member') } } },
          ...failures,
          404: problem('There is no such member'),
        },
      },
    },
  },
}
