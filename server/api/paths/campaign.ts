import type * as z from 'zod'
import { CampaignClaimRequest, CampaignClaimResponse, MemberCampaignsResponse } from '../campaign-shapes'
import { type ApiPart, failures, idempotencyKey, problem, ref, replayed, requestId } from './part'

const member = 'M-10001'
const claim: z.input<typeof CampaignClaimRequest> = { member }
/** What the document shows; each is valid by the shape it illustrates. */
export const campaignExamples = { claim }

const json = (name: string) => ({ 'application/json': { schema: ref(name) } })

export const campaigns: ApiPart = {
  tag: { name: 'Campaigns', description: 'What is on for members, and what they claim of it' },
  shapes: {
    CampaignClaimRequest: ['input', CampaignClaimRequest],
    CampaignClaim: ['output', CampaignClaimResponse],
    MemberCampaigns: ['output', MemberCampaignsResponse],
  },
  paths: {
    '/api/v1/campaigns/{id}/claims': {
      post: {
        operationId: 'claimCampaign',
        tags: ['Campaigns'],
        summary: 'A member claims what a campaign gives',
        description:
          'Schedule, audience, limits and budget are looked at in one step, however many claim at once. A refusal is not kept under the key: the same call may be made again. Needs the right coupons:write.',
        parameters: [
          {
            name: 'id',
            in: 'path',
            required: true,
            schema: { type: 'string', format: 'uuid' },
            description: 'The campaign, as the list of a member’s campaigns names it',
            example: '0197a3c2-5f10-7b3e-9d44-2f6a1c8e7b03',
          },
          { ...idempotencyKey, required: true },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: ref('CampaignClaimRequest'),
              examples: { usual: { summary: 'A member claims what a campaign gives', value: claim } },
            },
          },
        },
        responses: {
          200: { description: 'What the member was given', headers: { ...requestId, ...replayed }, content: json('CampaignClaim') },
          400: problem('The body is not JSON'),
          ...failures,
          404: problem('There is no such member, campaign or store'),
          409: problem('Something stands in the way: the code says what'),
          413: problem('The body is larger than 5 MB'),
          415: problem('The body is not declared as application/json'),
          422: problem('The body is not as it must be, or the Idempotency-Key is missing or was used with another body'),
        },
      },
    },
    '/api/v1/members/{code}/campaigns': {
      get: {
        operationId: 'listMemberCampaigns',
        tags: ['Campaigns'],
        summary: 'The campaigns of a member',
        description:
          'What the member may claim and why not where not, what is on at this moment, and the check-in calendar. Needs the right members:read.',
        parameters: [
          {
            name: 'code',
            in: 'path',
            required: true,
            schema: { type: 'string', minLength: 1, maxLength: 64 },
            description: 'The member’s code',
            example: member,
          },
          {
            name: 'lang',
            in: 'query',
            required: false,
            schema: { type: 'string', enum: ['zh', 'en'] },
            description: 'Language of the sentences; the merchant’s own when left out',
          },
        ],
        responses: {
          200: { description: 'As of now', headers: requestId, content: json('MemberCampaigns') },
          ...failures,
          404: problem('There is no such member'),
          409: problem('The member is closed'),
          422: problem('A parameter is not as it must be'),
        },
      },
    },
  },
}
