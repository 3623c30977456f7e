import { tagOf } from '@/components/messages/locale'
import { plainSentence, plainSpeaker } from '@/components/messages/plain-sentence'
import { tellPlace, tellProblem, wordingIn } from '@/server/engine/sentence/problem'
import type { Surround } from '@/server/engine/sentence/wording'
import type { TenantScope } from '@/server/platform/scope'
import { publishProgram } from '@/server/program/publish-program'
import { readSurroundings } from '@/server/program/reads'
import { ProgramRefusal, programSchema } from '@/server/program/validate-program'
import { findTenant } from './find-tenant'
import { readJson } from './read-input'
import { type Command, given } from './words'

export const programSchemaCommand: Command = {
  usage: 'program schema',
  about: 'Prints the JSON Schema of a program document.',
  options: [],
  run: async () => {
    const value = programSchema()
    return { value, text: JSON.stringify(value, null, 2) }
  },
}

export const programPublish: Command = {
  usage: 'program publish --tenant <tenant> --file <program.json> [--effective-from <date or instant>] [--note <text>]',
  about:
    'Publishes a program document as the next version, from the next whole minute or the time given (a date is its 00:00 in the merchant’s zone). As long as nothing has happened to any member, it replaces what was published before and judges the past too.',
  options: ['tenant', 'file', 'effective-from?', 'note?'],
  run: async (options) => {
    const { scope, slug } = await findTenant(given(options, 'tenant'))
    const document = await readJson(given(options, 'file'))
    const effectiveFrom = typeof options['effective-from'] === 'string' ? options['effective-from'] : undefined
    const note = typeof options.note === 'string' ? options.note : ''
    const version = await publishProgram(scope, { document, effectiveFrom, note }, { atOnce: true }).catch(async (error) => {
      throw error instanceof ProgramRefusal ? await unfit(scope, error, document) : error
    })
    const value = { tenant: slug, version: version.number, id: version.id, effective_from: version.effectiveFrom }
    return { value, text: `Published version ${version.number} of ${slug}, in force from ${version.effectiveFrom}` }
  },
}

/** A program that cannot be published, with each of its problems in words. */
export class UnfitProgram extends Error {}

/** What the console says of the same file: errors first, each with its place in the merchant's names. */
async function unfit(scope: TenantScope, { code, details, problems }: ProgramRefusal, document: unknown): Promise<UnfitProgram> {
  const say = plainSpeaker('en', 'program')
  const surround = await surroundOf(scope)
  const wording = wordingIn(document, surround)
  const lines = problems
    .toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
    .map((problem) => {
      const [weight, place] = [say(`problems.${problem.severity}`), tellPlace(problem, say, document)]
      return `  ${weight} · ${place}: ${tellProblem(problem, say, document, surround, wording)}`
    })
  return new UnfitProgram([plainSentence('en', code, details), ...lines].join('\n'))
}

/** The merchant's figures and names as the command line writes them. */
async function surroundOf(scope: TenantScope): Promise<Surround> {
  const { currency, pointsName, stores, coupons } = await readSurroundings(scope)
  const written = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
  const [money, whole] = [
    new Intl.NumberFormat(tagOf.en, written),
    new Intl.NumberFormat(tagOf.en, { ...written, maximumFractionDigits: 0, minimumFractionDigits: 0 }),
  ]
  const unit = 10 ** (money.resolvedOptions().maximumFractionDigits ?? 2)
  const count = new Intl.NumberFormat(tagOf.en)
  return {
    language: 'en',
    money: (minor) => (minor % unit === 0 ? whole : money).format(minor / unit),
    count: (n) => count.format(n),
    pointsName,
    store: (id) => stores.find((store) => store.id === id)?.name,
    coupon: (id) => coupons.find((template) => template.id === id)?.name,
  }
}
