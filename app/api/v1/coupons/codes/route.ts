import { plainSentence } from '@/components/messages/plain-sentence'
import { answerCall, bodyOf, idempotencyKeyOf, jsonOf } from '@/server/api/answer-call'
import { answerCode } from '@/server/api/show-coupons'

export const POST = (request: Request) =>
  answerCall(
    request,
    (code, details) => plainSentence('en', code, details),
    async (scope) => answerCode(scope, idempotencyKeyOf(request.headers), jsonOf(await bodyOf(request))),
  )
