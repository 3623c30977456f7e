import { plainSentence } from '@/components/messages/plain-sentence'
import { answerCall } from '@/server/api/answer-call'
import { showRules } from '@/server/api/show-rules'

export const GET = (request: Request) =>
  answerCall(
    request,
    (code, details) => plainSentence('en', code, details),
    async (scope) => ({ status: 200, body: JSON.stringify(await showRules(scope, new URL(request.url).searchParams)) }),
  )
