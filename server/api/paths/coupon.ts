import type * as z from 'zod'
import { ClaimableResponse, ClaimRequest, CodeRequest, CouponsResponse, GivenResponse, IssueRequest, IssueResponse } from '../coupon-shapes'
import { type ApiPart, failures, idempotencyKey, type Json, problem, ref, replayed, requestId } from './part'

const member = 'M-10001'
const template = '0197a3c2-5f10-7b3e-9d44-2f6a1c8e7b02'
const claim: z.input<typeof ClaimRequest> = { member, template }
const code: z.input<typeof CodeRequest> = { member, code: 'K7PM-4QXR-9TDH' }
const issue: z.input<typeof IssueRequest> = { member, template, count: 2, reason: 'For the delay of order 9001' }
/** What the document shows; each is valid by the shape it illustrates. */
export const couponExamples = { claim, code, issue }

const json = (name: string) => ({ 'application/json': { schema: ref(name) } })
const language = {
  name: 'lang',
  in: 'query',
  required: false,
  schema: { type: 'string', enum: ['zh', 'en'] },
  description: 'Language of the sentences; the merchant’s own when left out',
}
const memberCode = (place: 'path' | 'query'): Json => ({
  name: place === 'path' ? 'code' : 'member',
  in: place,
  required: true,
  schema: { type: 'string', minLength: 1, maxLength: 64 },
  description: 'The member’s code',
  example: member,
})

type Giving = {
  operationId: string
  summary: string
  description: string
  request: string
  example: unknown
  answer: string
  unknown: string
}

/** A call that gives a member coupons. */
const giving = ({ operationId, summary, description, request, example, answer, unknown }: Giving): Json => ({
  post: {
    operationId,
    tags: ['Coupons'],
    summary,
    description: `${description} Needs the right coupons:write.`,
    parameters: [{ ...idempotencyKey, required: true }],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: ref(request), examples: { usual: { summary, value: example } } } },
    },
    responses: {
      200: { description: 'What the member was given', headers: { ...requestId, ...replayed }, content: json(answer) },
      400: problem('The body is not JSON'),
      ...failures,
      404: problem(unknown),
      409: problem('Something stands in the way: the code says what'),
      413: problem('The body is larger than 5 MB'),
      415: problem('The body is not declared as application/json'),
      422: problem('The body is not as it must be, or the Idempotency-Key is missing or was used with another body'),
    },
  },
})

export const coupons: ApiPart = {
  tag: { name: 'Coupons', description: 'What members hold, claim and bring codes for' },
  shapes: {
    ClaimRequest: ['input', ClaimRequest],
    CodeRequest: ['input', CodeRequest],
    IssueRequest: ['input', IssueRequest],
    GivenCoupon: ['output', GivenResponse],
    GivenCoupons: ['output', IssueResponse],
    Coupons: ['output', CouponsResponse],
    ClaimableCoupons: ['output', ClaimableResponse],
  },
  paths: {
    '/api/v1/coupons/claims': giving({
      operationId: 'claimCoupon',
      summary: 'A member claims a coupon',
      description:
        'Stock, limits, dates, tiers and conditions of the offer are looked at in one step, however many claim at once. A refusal is not kept under the key: the same call may be made again.',
      request: 'ClaimRequest',
      example: claim,
      answer: 'GivenCoupon',
      unknown: 'There is no such member or template',
    }),
    '/api/v1/coupons/codes': giving({
      operationId: 'takeCode',
      summary: 'A member brings a coupon code',
      description: 'A code brings one coupon, to whoever comes first.',
      request: 'CodeRequest',
      example: code,
      answer: 'GivenCoupon',
      unknown: 'There is no such member or code',
    }),
    '/api/v1/coupons/issues': giving({
      operationId: 'issueCoupons',
      summary: 'Give a member coupons',
      description: 'All of them or none. Stock and limits hold as for everybody.',
      request: 'IssueRequest',
      example: issue,
      answer: 'GivenCoupons',
      unknown: 'There is no such member or template',
    }),
    '/api/v1/coupons/claimable': {
      get: {
        operationId: 'listClaimable',
        tags: ['Coupons'],
        summary: 'What a member may claim',
        description:
          'For a page of coupons to claim: each says whether the member may have one now, and if not, the first reason. Needs the right members:read.',
        parameters: [memberCode('query'), language],
        responses: {
          200: { description: 'As of now', headers: requestId, content: json('ClaimableCoupons') },
          ...failures,
          404: problem('There is no such member'),
          409: problem('The member is closed'),
          422: problem('A parameter is missing or not as it must be'),
        },
      },
    },
    '/api/v1/members/{code}/coupons': {
      get: {
        operationId: 'listMemberCoupons',
        tags: ['Coupons'],
        summary: 'The coupons of a member',
        description: 'Newest first, a hundred at a time. Needs the right members:read.',
        parameters: [
          memberCode('path'),
          {
            name: 'state',
            in: 'query',
            required: false,
            schema: { type: 'string', enum: ['usable', 'not_yet', 'over', 'locked', 'used', 'withdrawn'] },
            description: 'Only those; all when left out',
          },
          { name: 'page', in: 'query', required: false, schema: { type: 'integer', minimum: 1, default: 1 }, description: 'Which hundred' },
          language,
        ],
        responses: {
          200: { description: 'As of now', headers: requestId, content: json('Coupons') },
          ...failures,
          404: problem('There is no such member'),
          422: problem('A parameter is not as it must be'),
        },
      },
    },
  },
}
