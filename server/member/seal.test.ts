import { beforeAll, expect, test } from 'vitest'
import { maskName, maskPhone } from './mask'
import { normalPhone, shownPhone } from './phone'
import { memberRow, seal, unseal } from './seal'
import { initialsOf } from './search-tokens'

beforeAll(() => {
  process.env.RUNGS_DATA_KEY ??= Buffer.alloc(32, 7).toString('base64')
})

const row = memberRow('tenant', 'member')

test('what is sealed opens only as the same thing, in the same row, unchanged', () => {
  const sealed = seal('member.name', row, '张小明')
  expect(sealed).toMatch(/^s1\.[0-9a-f]{8}\.[\w-]+$/)
  expect(sealed).not.toBe(seal('member.name', row, '张小明'))
  expect(unseal('member.name', row, sealed)).toBe('张小明')
  expect(() => unseal('member.phone', row, sealed)).toThrow()
  expect(() => unseal('member.name', memberRow('tenant', 'another'), sealed)).toThrow()
  const at = sealed.length - 4
  const tampered = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
  expect(() => unseal('member.name', row, tampered)).toThrow()
  expect(() => unseal('member.name', row, sealed.replace(/^s1\.\w{8}/, 's1.00000000'))).toThrow('another data key')
})

test.each([
  ['张明', '张*'],
  ['张小明', '张**'],
  ['欧阳小华', '欧阳**'],
  ['Anna Smith', 'A*** S***'],
  ['X', 'X*'],
])('%s is shown as %s', (name, shown) => expect(maskName(name)).toBe(shown))

test.each([
  ['13800001234', '138****1234'],
  ['+44 7400123456', '447****3456'],
  ['12345', '****45'],
])('%s is shown as %s', (phone, shown) => expect(maskPhone(phone)).toBe(shown))

test.each([
  ['138 0000 1234', '+8613800001234'],
  ['１３８００００１２３４', '+8613800001234'],
  ['+44 7400 123456', '+447400123456'],
  ['1380000', null],
  ['电话', null],
])('%s is read as %s', (typed, read) => expect(normalPhone(typed, 'CN')).toBe(read))

test('a number from home is shown as it is dialled there, one from elsewhere with its country', () => {
  expect(shownPhone('+8613800001234', 'CN')).toBe('13800001234')
  expect(shownPhone('+447400123456', 'CN')).toBe('+44 7400123456')
})

test.each([
  ['张小明', 'zxm'],
  ['单雄信', 'sxx'],
  ['欧阳小华', 'oyxh'],
  ['Anna Smith', 'as'],
])('the initials of %s are %s', (name, initials) => expect(initialsOf(name)).toBe(initials))
