import { parseArgs } from 'node:util'

/** A command was not written as it must be: its usage is shown and the program ends with 2. */
export class Misuse extends Error {}

/** What a command answers: `value` for machines, `text` for people; `failed` ends the program with 1 all the same. */
export type Answer = { value: unknown; text: string; failed?: boolean }

export type Options = Record<string, string | boolean | undefined>

/** How one command is written and what it does. Options that end in `?` may be left out; `--name` alone is a switch. */
export type Command = {
  usage: string
  about: string
  options: readonly string[]
  switches?: readonly string[]
  run: (options: Options) => Promise<Answer>
}

/** Reads the options of a command; refuses those it does not know and names the first one that is missing. */
export function readOptions(command: Command, args: readonly string[]): Options & { json: boolean; help: boolean } {
  const names = command.options.map((name) => name.replace('?', ''))
  const config = {
    ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    ...Object.fromEntries(['json', 'help', ...(command.switches ?? [])].map((name) => [name, { type: 'boolean' as const }])),
  }
  let values: Options
  try {
    values = parseArgs({ args: [...args], options: config, strict: true, allowPositionals: false }).values as Options
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : 'unknown option')
  }
  const read = { ...values, json: values.json === true, help: values.help === true }
  const missing = command.options.find((name) => !name.endsWith('?') && values[name] === undefined)
  if (missing && !read.help) throw new Misuse(`--${missing} is missing`)
  return read
}

/** An option that was given as text. */
export function given(options: Options, name: string): string {
  const value = options[name]
  if (typeof value !== 'string') throw new Misuse(`--${name} is missing`)
  return value
}

/** One of a closed list, or nothing when the option was left out. */
export function choice<T extends string>(options: Options, name: string, choices: readonly T[]): T | undefined {
  const value = options[name]
  if (value === undefined) return undefined
  const found = choices.find((c) => c === value)
  if (found === undefined) throw new Misuse(`--${name} is one of: ${choices.join(', ')}`)
  return found
}

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** A calendar date such as 2011-12-10. */
export function dateOf(options: Options, name: string): string {
  const value = given(options, name)
  if (!DATE.test(value) || new Date(`${value}T00:00:00Z`).toISOString().slice(0, 10) !== value)
    throw new Misuse(`--${name} is a date such as 2011-12-10`)
  return value
}
