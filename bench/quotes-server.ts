import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { POST } from '@/app/api/v1/quotes/route'
import { readQuote } from './floor/read-quote'

/** What this process has used of the processor so far, in milliseconds. */
const used = async () => {
  const { user, system } = process.cpuUsage()
  return new Response(String((user + system) / 1000))
}

/** The handlers that are measured, each behind the same plain server: the quotes of the open interface, and their floor. */
const handlers: Record<string, (request: Request) => Promise<Response>> = { '/api/v1/quotes': POST, '/floor': readQuote, '/used': used }

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) if (typeof value === 'string') headers.set(name, value)
  return new Request(`http://127.0.0.1${incoming.url}`, { method: 'POST', headers, body: Buffer.concat(chunks) })
}

const server = createServer(async (incoming, outgoing) => {
  try {
    const handler = handlers[incoming.url ?? '']
    if (!handler) throw new Error(`nothing stands at ${incoming.url}`)
    const answer = await handler(await requestOf(incoming))
    outgoing.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
    outgoing.end(await answer.text())
  } catch (error) {
    outgoing.writeHead(500).end(String(error))
  }
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
// The measurement that started it waits for the port, and ends it.
process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
