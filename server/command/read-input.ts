import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Misuse } from './words'

/** The bytes of a file named on the command line, seen from where the person stands; `-` is the standard input. */
export async function readInput(name: string): Promise<Buffer> {
  if (name === '-') {
    const chunks: Buffer[] = []
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks)
  }
  const file = path.resolve(process.env.INIT_CWD ?? process.cwd(), name)
  try {
    return await readFile(file)
  } catch {
    throw new Misuse(`cannot read ${file}`)
  }
}

const textOf = (bytes: Buffer): string =>
  (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/u, '')

/** A file that holds one JSON document. */
export async function readJson(name: string): Promise<unknown> {
  try {
    return JSON.parse(textOf(await readInput(name)))
  } catch (error) {
    if (error instanceof Misuse) throw error
    throw new Misuse(`${name} does not hold JSON`)
  }
}

/** The events of a file: a JSON array, an object with `events`, or one JSON object a line. */
export async function readEvents(name: string): Promise<unknown[]> {
  const text = textOf(await readInput(name)).trim()
  try {
    const whole: unknown = JSON.parse(text)
    if (Array.isArray(whole)) return whole
    if (typeof whole === 'object' && whole !== null && 'events' in whole && Array.isArray(whole.events)) return whole.events
    return [whole]
  } catch {
    return text.split('\n').flatMap((line, i) => {
      if (line.trim() === '') return []
      try {
        return [JSON.parse(line) as unknown]
      } catch {
        throw new Misuse(`line ${i + 1} of ${name} is not JSON`)
      }
    })
  }
}
