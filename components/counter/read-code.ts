/** A picture as pixels, four bytes each. */
export type Pixels = { width: number; height: number; data: Uint8ClampedArray }

/**
 * What a QR code in a picture says, or nothing when there is none to be read. The decoder is fetched when it is first
 * asked for: most people at the counter type.
 */
export async function readCode(pixels: Pixels): Promise<string | null> {
  const { decodeQR } = await import('qr/decode.js')
  try {
    return decodeQR(pixels).trim() || null
  } catch {
    // No code in the picture, or a blurred one: the next picture may have it.
    return null
  }
}
