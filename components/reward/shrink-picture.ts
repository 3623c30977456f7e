/** The longer side that a picture in a list of rewards needs at most. */
const LONGEST = 480
/** As the reward's shape has it, in characters. */
const MOST = 280_000
const qualities = [0.85, 0.7, 0.5, 0.3] as const

/** A picture of any size as a small one, as a data address. Throws when the file is no picture that the browser can draw. */
export async function shrunk(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('the browser does not draw')
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  for (const quality of qualities) {
    // Where the browser cannot write WebP it answers with PNG, which has no quality: JPEG then.
    const webp = canvas.toDataURL('image/webp', quality)
    const address = webp.startsWith('data:image/webp') ? webp : canvas.toDataURL('image/jpeg', quality)
    if (address.length <= MOST) return address
  }
  throw new Error('the picture stays too large')
}
