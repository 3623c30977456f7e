import type { Page } from '@playwright/test'
import { type Owner, openMerchant } from './console'

type Answer = Record<string, unknown>

/** A merchant of the test's own with 示例 members, whose owner is signed in in the page's browser. */
export type SampleHouse = Owner & {
  call: (procedure: string, input: unknown) => Promise<Answer>
  memberId: (code: string) => Promise<string>
}

const DAY_MS = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString()

/** Calls a procedure from inside the page, as the console does. */
export async function callFrom(page: Page, slug: string | null, procedure: string, input: unknown, query = false): Promise<Answer> {
  return page.evaluate(
    async ({ slug, procedure, input, query }) => {
      const headers: Record<string, string> = { 'content-type': 'application/json', ...(slug ? { 'x-rungs-tenant': slug } : {}) }
      const asked = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
      const answer = await fetch(`/api/trpc/${procedure}${query ? asked : ''}`, {
        method: query ? 'GET' : 'POST',
        headers,
        body: query ? undefined : JSON.stringify(input ?? {}),
      })
      const said = await answer.json()
      if (!answer.ok) throw new Error(`${procedure}: ${JSON.stringify(said)}`)
      return said.result.data
    },
    { slug, procedure, input, query },
  )
}

/** Opens a merchant with two stores, a program from a template, and a few members with orders. */
export async function openSampleHouse(
  page: Page,
  members = 4,
  /** What the draft is given before it is published: a first version judges at once. */
  prepare?: (call: SampleHouse['call']) => Promise<void>,
): Promise<SampleHouse> {
  const owner = await openMerchant(page)
  const { slug } = owner
  const call = (procedure: string, input: unknown) => callFrom(page, slug, procedure, input)
  const ask = (procedure: string, input?: unknown) => callFrom(page, slug, procedure, input, true)

  await call('program.applyTemplate', { template: 'catering' })
  await prepare?.(call)
  await call('program.publish', { note: '' })
  for (const [code, name] of [
    ['S1', '示例一店'],
    ['S2', '示例二店'],
  ])
    await call('store.create', { parentId: null, kind: 'store', code, name })
  const { locked: _locked, slug: _slug, industry: _industry, ...settings } = await ask('tenant.get')
  await call('tenant.update', { ...settings, enrolsUnknown: true })
  const { key } = (await call('key.create', { name: '示例收银', scopes: ['events:write'] })) as { key: string }
  await sendEvents(page, key, members)

  const memberId = async (code: string): Promise<string> => {
    const { rows } = (await ask('member.list', { search: code })) as { rows: { id: string; code: string }[] }
    const found = rows.find((row) => row.code === code)
    if (!found) throw new Error(`no member ${code}`)
    return found.id
  }
  const names = ['张小明', '李四', '王芳', '欧阳小华', '赵一', '钱二', '孙三', '周五']
  for (let n = 1; n <= Math.min(members, names.length); n++) {
    const profile = { name: names[n - 1], phone: `1380000${String(1230 + n)}`, store: n % 2 === 1 ? 'S1' : 'S2' }
    await call('member.update', { memberId: await memberId(`V00${n}`), ...profile })
  }
  return { ...owner, call, memberId }
}

/** Registrations, orders and one refund, from the till's side. */
async function sendEvents(page: Page, key: string, members: number): Promise<void> {
  const events: Answer[] = []
  for (let n = 1; n <= members; n++) {
    const member = `V${String(n).padStart(3, '0')}`
    const store = n % 2 === 1 ? 'S1' : 'S2'
    events.push({ type: 'member.registered', event_id: `r${n}`, member, occurred_at: daysAgo(200 - (n % 90)), store })
    const orders = (n * 7) % 5
    for (let k = 0; k <= orders; k++)
      events.push({
        type: 'order.paid',
        event_id: `o${n}.${k}`,
        order_no: `D${String(n).padStart(3, '0')}${k}`,
        member,
        store,
        occurred_at: daysAgo(90 - k * 17 - (n % 10)),
        amount: 3800 + ((n * 7919 + k * 104_729) % 60_000),
      })
  }
  events.push({
    type: 'order.paid',
    event_id: 'today',
    order_no: 'D-today',
    member: 'V001',
    store: 'S1',
    occurred_at: new Date().toISOString(),
    amount: 28_800,
  })
  events.push({
    type: 'order.refunded',
    event_id: 'back',
    refund_no: 'T-1',
    order_no: 'D-today',
    member: 'V001',
    store: 'S1',
    occurred_at: new Date(Date.now() + 1000).toISOString(),
    amount: 8_800,
  })
  for (let from = 0; from < events.length; from += 1000) {
    const answer = await page.request.post('/api/v1/events', {
      headers: { authorization: `Bearer ${key}` },
      data: { events: events.slice(from, from + 1000) },
    })
    const said = await answer.json()
    if (!answer.ok() || said.summary.refused > 0) throw new Error(JSON.stringify(said).slice(0, 2000))
  }
}
