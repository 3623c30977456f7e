import { expect, test, vi } from 'vitest'
import { Overtaken, untilDone } from './try-again'

const failing = (error: unknown, times: number) => {
  const work = vi.fn<() => Promise<string>>(async () => 'done')
  for (let i = 0; i < times; i++) work.mockRejectedValueOnce(error)
  return work
}
const said = (code: string) => Object.assign(new Error('said by the database'), { code })

test.each([
  ['another writer came first', new Overtaken()],
  ['two waited for each other', said('40P01')],
  ['another was ahead', said('40001')],
  ['the query builder tells of it', new Error('Failed query', { cause: said('40P01') })],
])('is done again when %s', async (_, error) => {
  const work = failing(error, 3)
  await expect(untilDone(work)).resolves.toBe('done')
  expect(work).toHaveBeenCalledTimes(4)
})

test('lets it be known at the last try', async () => {
  const work = failing(new Overtaken(), 9)
  await expect(untilDone(work, 6)).rejects.toBeInstanceOf(Overtaken)
  expect(work).toHaveBeenCalledTimes(6)
})

test('does nothing again that failed for another reason', async () => {
  const error = said('23505')
  const work = failing(error, 1)
  await expect(untilDone(work)).rejects.toBe(error)
  expect(work).toHaveBeenCalledTimes(1)
})
