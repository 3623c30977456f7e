import { plainSentence } from '@/components/messages/plain-sentence'
import { answerCall } from '@/server/api/answer-call'
import { showClaimable } from '@/server/api/show-coupons'

export const GET = (request: Request) => {
  const query = new URL(request.url).searchParams
  return answerCall(
    request,
    (code, details) => plainSentence('en', code, details),
    async (scope) => ({
      status: 200,
      body: JSON.stringify(
        await showClaimable(scope, query, (code, details) => plainSentence(query.get('lang') === 'zh' ? 'zh' : 'en', code, details)),
      ),
    }),
  )
}
