import type { ProgramDocument } from './document'
import { lintBenefits } from './lint/benefits'
import { lintCheckout } from './lint/checkout'
import { Lint, type Surroundings } from './lint/found'
import { lintIds } from './lint/ids'
import { lintLadders } from './lint/ladders'
import { lintPoints } from './lint/points'
import { lintRules } from './lint/rules'
import type { Problem } from './problem'

/** Everything that is wrong or doubtful in a well-formed program as a whole. Errors stop publishing, warnings do not. */
export function lintProgram(document: ProgramDocument, around: Surroundings): Problem[] {
  const lint = new Lint(document, around)
  lintIds(lint)
  lintLadders(lint)
  lintRules(lint)
  lintPoints(lint)
  lintCheckout(lint)
  lintBenefits(lint)
  return lint.problems
}
