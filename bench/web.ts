import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { signUp } from '@/server/account/sign-up'
import { registerMembers } from '@/server/member/register-members'
import { cookieName, sealSession } from '@/server/platform/auth/cookie'
import { atMost, type Figure, median, timed, told } from './measure'

const root = fileURLToPath(new URL('..', import.meta.url))
const KB = 1024

/** What pages of the production build weigh, and how long the server takes for them beside a bare file. */
export async function web(): Promise<Figure[]> {
  if (!existsSync(path.join(root, '.next', 'BUILD_ID'))) {
    console.error('web is skipped: there is no production build yet (npm start makes one)')
    return []
  }
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  process.env.NEXTAUTH_URL = address
  const child = spawn(
    process.execPath,
    [path.join(root, 'node_modules/next/dist/bin/next'), 'start', '-p', String(port), '-H', '127.0.0.1'],
    {
      cwd: root,
      env: { ...process.env, NEXTAUTH_URL: address, NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  try {
    await untilAnswered(`${address}/sign-in`)
    const { slug, cookie } = await merchantWithMembers()
    const pages = { 'sign-in': { url: `${address}/sign-in`, most: 300 }, members: { url: `${address}/${slug}/members`, most: 600 } }
    const figures: Figure[] = []
    for (const [name, { url, most }] of Object.entries(pages)) {
      const html = await textOf(url, cookie)
      const scripts = new Set(html.match(/\/_next\/static\/[^"'\\ ]+?\.js/g) ?? [])
      const code = await Promise.all([...scripts].map(async (script) => gzipSync(await textOf(address + script, cookie)).length))
      figures.push(atMost(`web.${name}.js`, code.reduce((sum, size) => sum + size, 0) / KB, 'KB gzip', most))
      figures.push(atMost(`web.${name}.html`, gzipSync(html).length / KB, 'KB gzip', 30))
    }
    const times: Record<string, number[]> = { bare: [], 'sign-in': [], members: [] }
    for (let round = 0; round < 60; round++) {
      times.bare?.push(await timed(() => textOf(`${address}/icon.svg`, cookie)))
      for (const [name, { url }] of Object.entries(pages)) times[name]?.push(await timed(() => textOf(url, cookie)))
    }
    const steady = (name: string) => median((times[name] ?? []).slice(20))
    return [
      ...figures,
      told('web.bare.time', steady('bare'), 'ms'),
      ...Object.keys(pages).flatMap((name) => [
        told(`web.${name}.time`, steady(name), 'ms'),
        told(`web.${name}.vs.bare`, steady(name) / steady('bare'), 'times'),
      ]),
    ]
  } finally {
    child.kill()
    await once(child, 'exit')
  }
}

async function merchantWithMembers(): Promise<{ slug: string; cookie: string }> {
  const { sid, slug, scope } = await signUp(
    { requestId: 'bench', ip: null, agent: null },
    { merchantName: '示例商户', email: 'bench@example.com', password: 'seven-mild-otters-22', industry: 'ecommerce', locale: 'zh-CN' },
  )
  const people = Array.from({ length: 200 }, (_, i) => ({ code: `n${i}`, name: `示例会员${i}`, joinedAt: '2024-01-01T00:00:00Z' }))
  await registerMembers(scope, people)
  return { slug, cookie: `${cookieName()}=${await sealSession(sid)}` }
}

async function textOf(url: string, cookie: string): Promise<string> {
  const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' })
  if (answer.status !== 200) throw new Error(`${url} answers ${answer.status}`)
  return answer.text()
}

async function untilAnswered(url: string): Promise<void> {
  const until = performance.now() + 60_000
  for (;;) {
    const answered = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    )
    if (answered) return
    if (performance.now() > until) throw new Error('the built server does not answer')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
