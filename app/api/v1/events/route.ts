import { plainSentence } from '@/components/messages/plain-sentence'
import { answerCall, bodyOf, idempotencyKeyOf, jsonOf } from '@/server/api/answer-call'
import { answerOnce } from '@/server/api/answer-once'
import { receiveEvents } from '@/server/api/receive-events'

const sentence = (code: string, details: Record<string, string | number>) => plainSentence('en', code, details)

export const POST = (request: Request) =>
  answerCall(request, sentence, async (scope) => {
    const key = idempotencyKeyOf(request.headers)
    const text = await bodyOf(request)
    const body = jsonOf(text)
    const work = async () => ({ status: 200, body: JSON.stringify(await receiveEvents(scope, body, sentence)) })
    if (key === null) return work()
    const { replayed, ...answer } = await answerOnce(scope, key, text, work)
    const headers: Record<string, string> = replayed ? { 'idempotency-replayed': 'true' } : {}
    return { ...answer, headers }
  })
