import encodeQR from 'qr'
import { expect, test } from 'vitest'
import { type Pixels, readCode } from './read-code'

/** A code as a camera sees it: dark squares on a light ground, with a border and a little noise. */
function pictureOf(text: string, scale = 4): Pixels {
  const cells = encodeQR(text, 'raw', { border: 4 })
  const size = cells.length * scale
  const data = new Uint8ClampedArray(size * size * 4)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const dark = cells[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true
      const grey = (dark ? 30 : 225) + ((x * 7 + y * 13) % 17)
      data.set([grey, grey, grey, 255], (y * size + x) * 4)
    }
  return { width: size, height: size, data }
}

test.each(['M001', '790621620039', 'R0123456789', '会员-示例-001'])('a picture of the code of %s is read as that', async (text) => {
  expect(await readCode(pictureOf(text))).toBe(text)
})

test('a picture without a code says nothing', async () => {
  expect(await readCode({ width: 64, height: 64, data: new Uint8ClampedArray(64 * 64 * 4).fill(200) })).toBeNull()
})
