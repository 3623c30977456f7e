import { plainSentence } from '@/components/messages/plain-sentence'
import { answerCall } from '@/server/api/answer-call'
import { showReleased } from '@/server/api/show-quote'

export const POST = (request: Request, { params }: { params: Promise<{ lock: string }> }) =>
  answerCall(
    request,
    (code, details) => plainSentence('en', code, details),
    async (scope) => {
      const { lock } = await params
      return { status: 200, body: JSON.stringify(await showReleased(scope, lock, new URL(request.url).searchParams)) }
    },
  )
