import { expect, test } from 'vitest'
import { orderWithin } from './order-within'

test('the rules of one ladder change places among themselves', () => {
  expect(orderWithin(['a', 'x', 'b', 'y', 'c'], ['c', 'a', 'b'])).toEqual(['c', 'x', 'a', 'y', 'b'])
  expect(orderWithin(['a', 'b'], ['b', 'a'])).toEqual(['b', 'a'])
})
