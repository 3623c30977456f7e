// What the person at the terminal sees while something takes its time.
const live = process.stdout.isTTY === true
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

export const say = (line = '') => process.stdout.write(`${line}\n`)

/** Runs one step of work and shows how long it takes. `label` is in both languages. */
export async function step(label, work) {
  const since = performance.now()
  let told = 0
  if (live) process.stdout.write(`  … ${label}`)
  const timer = setInterval(() => {
    if (live) process.stdout.write(`\r  … ${label} ${seconds(since)} `)
    // In a log a line every ten seconds is enough to see that it lives.
    else if (++told % 20 === 0) say(`  … ${label} ${seconds(since)}`)
  }, 500)
  const finish = (mark, note = '') => {
    clearInterval(timer)
    const line = `  ${mark} ${label} ${seconds(since)}${note ? ` · ${note}` : ''}`
    process.stdout.write(live ? `\r\x1b[2K${line}\n` : `${line}\n`)
  }
  try {
    const result = await work()
    finish('✓', typeof result === 'string' ? result : '')
    return result
  } catch (error) {
    finish('✗')
    throw error
  }
}
