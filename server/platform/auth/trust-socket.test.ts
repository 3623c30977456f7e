import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { trustSocketOnly } from './trust-socket'

test('what a visitor says of its own address is overwritten', async () => {
  trustSocketOnly()
  const server = createServer((req, res) => res.end(String(req.headers['x-forwarded-for'])))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-forwarded-for': '203.0.113.99' } })
  expect(await answer.text()).toBe('127.0.0.1')
  server.close()
})
