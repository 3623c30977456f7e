import { plainSentence } from '@/components/messages/plain-sentence'
import { closePools } from '@/server/platform/database'
import { traceOf } from '@/server/platform/log'
import { Refusal } from '@/server/platform/refusal'
import { advanceCommand } from './advance'
import { doctorCommand } from './doctor'
import { eventsSend } from './events-send'
import { importMembers, importOrders } from './import'
import { keyCreate } from './key-create'
import { memberShow } from './member-show'
import { programPublish, programSchemaCommand, UnfitProgram } from './program'
import { reportTiers, reportTotals, reportWalk } from './report'
import { tenantCreate } from './tenant-create'
import { type Command, Misuse, readOptions } from './words'

const commands: Record<string, Command> = {
  'tenant create': tenantCreate,
  'program schema': programSchemaCommand,
  'program publish': programPublish,
  'import members': importMembers,
  'import orders': importOrders,
  'events send': eventsSend,
  advance: advanceCommand,
  'report tiers': reportTiers,
  'report totals': reportTotals,
  'report walk': reportWalk,
  'member show': memberShow,
  'key create': keyCreate,
  doctor: doctorCommand,
}

const OK = 0
const FAILED = 1
const MISUSED = 2

const helpOf = (command: Command): string => `npm run rungs -- ${command.usage} [--json]\n\n  ${command.about}\n`
const overview = (): string =>
  [
    'npm run rungs -- <command> [options] [--json]',
    '',
    ...Object.values(commands).map((command) => `  ${command.usage}`),
    '',
    '  --json        one JSON document on the standard output and nothing else (npm run -s rungs -- … leaves out what npm itself prints)',
    '  <command> --help says more. <tenant> is the address part, the id or the name of a merchant.',
    '  Money is in whole minor units (12.50 is 1250) everywhere but in imported files; dates are of the merchant’s time zone.',
    '  Ends with 0, with 1 when it failed, with 2 when it was not written as above.',
    '',
  ].join('\n')

async function main(words: string[]): Promise<number> {
  const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find((candidate) => candidate in commands)
  const command = name === undefined ? undefined : commands[name]
  if (!command || name === undefined) {
    const asked = words.length === 0 || words[0] === '--help' || words[0] === 'help'
    ;(asked ? process.stdout : process.stderr).write(overview())
    return asked ? OK : MISUSED
  }
  try {
    const options = readOptions(command, words.slice(name.split(' ').length))
    if (options.help) {
      process.stdout.write(helpOf(command))
      return OK
    }
    const answer = await command.run(options)
    process.stdout.write(`${options.json ? JSON.stringify(answer.value) : answer.text}\n`)
    return answer.failed ? FAILED : OK
  } catch (error) {
    process.stderr.write(complaintOf(error, command))
    return error instanceof Misuse ? MISUSED : FAILED
  }
}

function complaintOf(error: unknown, command: Command): string {
  if (error instanceof Misuse) return `${error.message}\n\n${helpOf(command)}`
  if (error instanceof UnfitProgram) return `${error.message}\n`
  if (error instanceof Refusal)
    return `${plainSentence('en', error.code, error.details)}${error.field ? ` (${error.field})` : ''} [${error.code}]\n`
  const { name, state, at } = traceOf(error)
  return `It failed: ${name}${state ? ` ${state}` : ''}\n${at.map((line) => `  ${line}`).join('\n')}\n`
}

process.exitCode = await main(process.argv.slice(2))
await closePools()
