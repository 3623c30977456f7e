import { plainSentence } from '@/components/messages/plain-sentence'
import { answerCall, bodyOf, idempotencyKeyOf, jsonOf } from '@/server/api/answer-call'
import { answerRedemption } from '@/server/api/redemptions'

export const POST = (request: Request) =>
  answerCall(
    request,
    (code, details) => plainSentence('en', code, details),
    async (scope) => {
      const key = idempotencyKeyOf(request.headers)
      const { repeated, redemption } = await answerRedemption(scope, key, jsonOf(await bodyOf(request)))
      const headers: Record<string, string> = repeated ? { 'idempotency-replayed': 'true' } : {}
      return { status: 200, body: JSON.stringify(redemption), headers }
    },
  )
