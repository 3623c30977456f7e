import { plainSentence } from '@/components/messages/plain-sentence'
import { answerCall, bodyOf, jsonOf } from '@/server/api/answer-call'
import { answerCancellation } from '@/server/api/redemptions'

export const POST = (request: Request, { params }: { params: Promise<{ number: string }> }) =>
  answerCall(
    request,
    (code, details) => plainSentence('en', code, details),
    async (scope) => {
      const body = jsonOf(await bodyOf(request))
      return { status: 200, body: JSON.stringify(await answerCancellation(scope, (await params).number, body)) }
    },
  )
