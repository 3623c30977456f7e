import { plainSentence } from '@/components/messages/plain-sentence'
import { answerCall, bodyOf, idempotencyKeyOf, jsonOf } from '@/server/api/answer-call'
import { QuoteRequest } from '@/server/api/quote-shapes'
import { readBody } from '@/server/api/read-body'
import { showQuote } from '@/server/api/show-quote'

export const POST = (request: Request) =>
  answerCall(
    request,
    (code, details) => plainSentence('en', code, details),
    async (scope) => {
      const key = idempotencyKeyOf(request.headers)
      const asked = readBody(QuoteRequest, jsonOf(await bodyOf(request)))
      return { status: 200, body: JSON.stringify(await showQuote(scope, asked, key, new URL(request.url).searchParams)) }
    },
  )
