import type * as z from 'zod'
import { QuoteRequest, QuoteResponse } from '../quote-shapes'
import { type ApiPart, failures, idempotencyKey, problem, ref, requestId } from './part'

const priced: z.input<typeof QuoteRequest> = {
  member: 'M-10001',
  store: 'S01',
  channel: 'shop',
  lines: [
    { line: '1', sku: 'TEA-500', category: 'tea', quantity: 2, amount: 11800 },
    { line: '2', sku: 'CUP', amount: 3900, limited_amount: 3500 },
  ],
  shipping: 800,
}
const held: z.input<typeof QuoteRequest> = { ...priced, choices: { coupons: 'best', points: 'most' }, lock: true, payable: 12040 }
/** Carts that the document shows; each is valid by the shape it illustrates. */
export const quoteExamples = { priced, held }

const lock = {
  name: 'lock',
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
  description: 'What the locked quote was answered under',
}
const lang = {
  name: 'lang',
  in: 'query',
  required: false,
  schema: { type: 'string', enum: ['zh', 'en'] },
  description: 'Language of the sentences; the merchant’s own when left out',
}
const answer = (description: string) => ({ description, headers: requestId, content: { 'application/json': { schema: ref('Quote') } } })

export const quotes: ApiPart = {
  tag: { name: 'Quotes', description: 'What a cart comes to, and holding it for its order' },
  shapes: { QuoteRequest: ['input', QuoteRequest], Quote: ['output', QuoteResponse] },
  paths: {
    '/api/v1/quotes': {
      post: {
        operationId: 'quoteCart',
        tags: ['Quotes'],
        summary: 'What a member pays for a cart, and why',
        description:
          'Discounts are taken in one fixed order: activity price, then the better of limited-time and member price, then full reductions, coupons and points as cash in the order that the program says, then shipping. Every coupon that was looked at says whether it was taken, and why not. A campaign that runs just now takes off its limited-time or member price in its place, and what it gives with the order stands in `brings`. With `lock` the quote is held for 15 minutes: its points are taken and its coupons set aside. Send the paid order with that lock to confirm it; until then it can be released. A lock that has been let go is taken again by its order while the coupons and points are still there. Needs the right checkout:write.',
        parameters: [
          lang,
          {
            ...idempotencyKey,
            description:
              'Of a request to hold: the same key with the same body is answered with the same lock, whatever became of it; with another body it is refused',
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: ref('QuoteRequest'),
              examples: {
                priced: { summary: 'A cart with the best coupons', value: priced },
                held: { summary: 'The same, held for its order at the price that was shown', value: held },
              },
            },
          },
        },
        responses: {
          200: answer('As of now, at the server’s time'),
          400: problem('The body is not JSON'),
          ...failures,
          404: problem('There is no such member'),
          409: problem('The member is closed, nothing has been published yet, or the quote comes to something else than was shown'),
          413: problem('The body is larger than 5 MB'),
          415: problem('The body is not declared as application/json'),
          422: problem('A field is missing, wrong or unknown, or the Idempotency-Key was used with another body'),
        },
      },
    },
    '/api/v1/quotes/{lock}': {
      get: {
        operationId: 'readQuote',
        tags: ['Quotes'],
        summary: 'A locked quote and what became of it',
        description: 'Needs the right checkout:write.',
        parameters: [lock, lang],
        responses: { 200: answer('As it was held, and its state now'), ...failures, 404: problem('There is no such locked quote') },
      },
    },
    '/api/v1/quotes/{lock}/release': {
      post: {
        operationId: 'releaseQuote',
        tags: ['Quotes'],
        summary: 'Let a locked quote go',
        description:
          'Its points go back to where they came from and its coupons are the member’s again. One that is free already stays as it is. Needs the right checkout:write.',
        parameters: [lock, lang],
        responses: {
          200: answer('Its state now'),
          ...failures,
          404: problem('There is no such locked quote'),
          409: problem('An order has confirmed it'),
        },
      },
    },
  },
}
