import { afterEach, expect, test, vi } from 'vitest'
import { clientAddress } from './client-address'

afterEach(() => vi.unstubAllEnvs())

test.each([
  ['no proxy: what the web process wrote', undefined, '203.0.113.7', '203.0.113.7'],
  ['one proxy: its last entry, not what the visitor made up', '1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
  ['two proxies', '2', '198.51.100.1, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
  ['fewer entries than proxies', '3', '203.0.113.7', '203.0.113.7'],
  ['nothing at all', undefined, '', null],
])('%s', (_, hops, header, address) => {
  vi.stubEnv('RUNGS_PROXY_HOPS', hops)
  expect(clientAddress(new Headers({ 'x-forwarded-for': header }))).toBe(address)
})
