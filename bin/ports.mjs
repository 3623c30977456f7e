import { createServer } from 'node:net'

const listens = (port, host) =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(0))
    server.listen({ port, host, exclusive: true }, () => {
      const taken = server.address().port
      server.close(() => resolve(taken))
    })
  })

/** A port that nobody listens on: the wished one, or the next free one above it. 0 wishes for any. */
export async function freePort(wished = 0, host = '127.0.0.1') {
  if (wished === 0) return listens(0, host)
  for (let port = wished; port < Math.min(wished + 200, 65_536); port++) {
    if (await listens(port, host)) return port
  }
  throw new Error(`no free port from ${wished} on`)
}
