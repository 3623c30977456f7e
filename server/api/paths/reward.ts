import type * as z from 'zod'
import { CancelRequest, RedemptionRequest, RedemptionResponse, RedemptionsResponse, RewardsResponse } from '../reward-shapes'
import { type ApiPart, failures, idempotencyKey, problem, ref, replayed, requestId } from './part'

const mug: z.input<typeof RedemptionRequest> = {
  member: 'M-10001',
  reward: '0197a3c2-5f10-7b3e-9d44-2f6a1c8e7b01',
  quantity: 1,
  address: { recipient: '示例', phone: '13800001234', address: '示例市示例路 1 号' },
}
/** The redemption that the document shows; valid by the shape it illustrates. */
export const redemptionExample = mug

const json = (name: string) => ({ 'application/json': { schema: ref(name) } })
const number = {
  name: 'number',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^R\\d{10}$' },
  description: 'The number of the redemption',
  example: 'R0123456789',
}
const code = {
  name: 'code',
  in: 'path',
  required: true,
  schema: { type: 'string', minLength: 1, maxLength: 64 },
  description: 'The member’s code',
  example: 'M-10001',
}
const unreadable = {
  400: problem('The body is not JSON'),
  413: problem('The body is larger than 5 MB'),
  415: problem('The body is not declared as application/json'),
}

export const rewards: ApiPart = {
  tag: { name: 'Rewards', description: 'What members get for points' },
  shapes: {
    Rewards: ['output', RewardsResponse],
    RedemptionRequest: ['input', RedemptionRequest],
    CancelRequest: ['input', CancelRequest],
    Redemption: ['output', RedemptionResponse],
    Redemptions: ['output', RedemptionsResponse],
  },
  paths: {
    '/api/v1/rewards': {
      get: {
        operationId: 'listRewards',
        tags: ['Rewards'],
        summary: 'What is on offer for points',
        description:
          'For a member centre: with a member, each reward says what it costs that member, whether they may have one now, and if not, the first reason. Needs the right members:read.',
        parameters: [
          {
            name: 'member',
            in: 'query',
            required: false,
            schema: { type: 'string', minLength: 1, maxLength: 64 },
            description: 'The member’s code',
          },
          {
            name: 'pictures',
            in: 'query',
            required: false,
            schema: { type: 'string', enum: ['true', 'false'], default: 'false' },
            description: 'Whether pictures come along, as data addresses',
          },
        ],
        responses: {
          200: { description: 'As of now', headers: requestId, content: json('Rewards') },
          ...failures,
          404: problem('There is no such member'),
          409: problem('The member is closed, or no program is in force'),
          422: problem('A parameter is not as it must be'),
        },
      },
    },
    '/api/v1/redemptions': {
      post: {
        operationId: 'redeem',
        tags: ['Rewards'],
        summary: 'Redeem a reward for a member',
        description:
          'Points, stock, coupons and tickets are taken and given in one step, or not at all. The same Idempotency-Key with the same body is one redemption, answered as it stands. Needs the right redemptions:write.',
        parameters: [
          {
            ...idempotencyKey,
            required: true,
            description: 'The same key with the same content is one redemption; with other content it is refused',
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: ref('RedemptionRequest'), examples: { goods: { summary: 'Goods that are sent', value: mug } } },
          },
        },
        responses: {
          200: { description: 'The redemption', headers: { ...requestId, ...replayed }, content: json('Redemption') },
          ...unreadable,
          ...failures,
          404: problem('There is no such member, reward or store'),
          409: problem('Something stands in the way: the code says what'),
          422: problem('The body is not as it must be, or the Idempotency-Key is missing or was used with another body'),
        },
      },
    },
    '/api/v1/redemptions/{number}': {
      get: {
        operationId: 'readRedemption',
        tags: ['Rewards'],
        summary: 'One redemption as it stands',
        description: 'Needs the right members:read.',
        parameters: [number],
        responses: {
          200: { description: 'As of now', headers: requestId, content: json('Redemption') },
          ...failures,
          404: problem('There is no such redemption'),
        },
      },
    },
    '/api/v1/redemptions/{number}/cancel': {
      post: {
        operationId: 'cancelRedemption',
        tags: ['Rewards'],
        summary: 'Cancel a redemption',
        description:
          'Until it is done; a coupon or lottery tickets only while unused. Points go back to where they came from. Cancelled again, it is answered as it stands. Needs the right redemptions:write.',
        parameters: [number],
        requestBody: { required: true, content: json('CancelRequest') },
        responses: {
          200: { description: 'The cancelled redemption', headers: requestId, content: json('Redemption') },
          ...unreadable,
          ...failures,
          404: problem('There is no such redemption'),
          409: problem('It is too late: the code says why'),
          422: problem('The body is not as it must be'),
        },
      },
    },
    '/api/v1/members/{code}/redemptions': {
      get: {
        operationId: 'listRedemptions',
        tags: ['Rewards'],
        summary: 'Redemptions of a member',
        description: 'The newest hundred, the newest first. Needs the right members:read.',
        parameters: [code],
        responses: {
          200: { description: 'As of now', headers: requestId, content: json('Redemptions') },
          ...failures,
          404: problem('There is no such member'),
        },
      },
    },
  },
}
