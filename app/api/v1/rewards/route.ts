import { plainSentence } from '@/components/messages/plain-sentence'
import { answerCall } from '@/server/api/answer-call'
import { showRewards } from '@/server/api/show-rewards'

const sentence = (code: string, details: Record<string, string | number>) => plainSentence('en', code, details)

export const GET = (request: Request) =>
  answerCall(request, sentence, async (scope) => ({
    status: 200,
    body: JSON.stringify(await showRewards(scope, new URL(request.url).searchParams, sentence)),
  }))
