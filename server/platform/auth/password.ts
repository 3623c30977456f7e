import { hash, verify } from '@node-rs/argon2'
import { Refusal } from '../refusal'

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. */
const cost = { algorithm: 2 /* argon2id */, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const atOnce = 4
/** More than this in line would wait for seconds: say so instead. */
const longestLine = 64

let running = 0
const line: (() => void)[] = []

/** Each hash holds 19 MiB and a core, so only a few run at a time and the others wait in line. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (line.length >= longestLine) throw new Refusal('too_many', 'access.too_many', { details: { seconds: 5 } })
    await new Promise<void>((resume) => line.push(resume))
  } else {
    running++
  }
  try {
    return await work()
  } finally {
    const next = line.shift()
    if (next) next()
    else running--
  }
}

/** How many passwords are being hashed this moment. */
export const hashesRunning = (): number => running

/** The argon2id hash of a password, as a PHC string. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password.normalize('NFKC'), cost))

let nobody: Promise<string> | undefined

/**
 * Whether the password is the one behind the stored hash. Without a stored hash it takes the same time to say no, so that
 * an unknown account looks like a known one.
 */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('a password that nobody has')
  const against = stored || (await nobody)
  const right = await inTurn(() => verify(against, password.normalize('NFKC')))
  return right && Boolean(stored)
}

/** Makes the first comparison as fast as the later ones. */
export const warmUp = async (): Promise<void> => {
  nobody ??= hashPassword('a password that nobody has')
  await nobody
}

/** Whether a hash was made at a lower cost than today's and is to be made anew while the password is at hand. */
export function isWeakHash(stored: string): boolean {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(stored)
  return !found || Number(found[1]) < cost.memoryCost || Number(found[2]) < cost.timeCost
}
