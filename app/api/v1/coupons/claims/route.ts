import { plainSentence } from '@/components/messages/plain-sentence'
import { answerCall, bodyOf, idempotencyKeyOf, jsonOf } from '@/server/api/answer-call'
import { answerClaim } from '@/server/api/show-coupons'

export const POST = (request: Request) =>
  answerCall(
    request,
    (code, details) => plainSentence('en', code, details),
    async (scope) => answerClaim(scope, idempotencyKeyOf(request.headers), jsonOf(await bodyOf(request))),
  )
