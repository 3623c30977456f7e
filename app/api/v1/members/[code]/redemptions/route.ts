import { plainSentence } from '@/components/messages/plain-sentence'
import { answerCall } from '@/server/api/answer-call'
import { showRedemptionsOf } from '@/server/api/redemptions'

export const GET = (request: Request, { params }: { params: Promise<{ code: string }> }) =>
  answerCall(
    request,
    (code, details) => plainSentence('en', code, details),
    async (scope) => ({ status: 200, body: JSON.stringify(await showRedemptionsOf(scope, (await params).code)) }),
  )
