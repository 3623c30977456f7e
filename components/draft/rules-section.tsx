'use client'

import { Button } from 'antd'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import type * as z from 'zod'
import { Section } from '../kit/page'
import { EmptyState } from '../kit/states'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { EditDrawer } from './edit-drawer'
import { type Held, heldRule } from './rule-draft'
import { RuleForm, type RuleFormProps } from './rule-form'
import { type ListedRule, RuleTable } from './rule-table'

/** Which rule is open, as the address says it, so that it can be pasted elsewhere. `new` for one that is being added. */
export function useOpenRule() {
  const asked = useSearchParams().get('rule')
  return {
    openRule: asked ?? undefined,
    open: (rule: string | undefined) => {
      const next = new URLSearchParams(window.location.search)
      if (rule) next.set('rule', rule)
      else next.delete('rule')
      const query = next.toString()
      // Not a step of its own: going back leaves the page and does not lose what was typed in it unasked.
      window.history.replaceState(null, '', query ? `?${query}` : window.location.pathname)
    },
  }
}

/** What can be done to the rules of one kind. Each act throws a refusal. */
export type RuleActs<D> = {
  create: (draft: D) => Promise<unknown>
  update: (rule: ListedRule, draft: D) => Promise<unknown>
  turn: (rule: ListedRule, enabled: boolean) => Promise<unknown>
  order: (ids: string[]) => Promise<unknown>
  remove: (rule: ListedRule) => Promise<unknown>
  reload: () => Promise<unknown>
  busy: boolean
}

type Shared<S extends z.ZodType> = Pick<RuleFormProps<S>, 'gives' | 'schema' | 'wording' | 'stores'> & {
  /** What stands below the form: a trial of the rule, which has an id unless it is new. */
  below?: (draft: z.output<S> | null, id: string | undefined) => ReactNode
}
type Props<R extends ListedRule & { spec: object }, S extends z.ZodType> = Shared<S> & {
  words: { label: string; title?: string; lead?: string; add: string; edit: string; emptyTitle: string; emptyWhy: string }
  rules: readonly R[] | undefined
  error: unknown
  mayWrite: boolean
  acts: RuleActs<z.output<S>>
  open: ReturnType<typeof useOpenRule>
  /** What a new rule begins with, and the smallest amount of money that reads well. */
  blank: Held
  unit: number
  sentence: (spec: R['spec']) => string
  /** What an empty list offers beside adding. */
  otherwise?: ReactNode
}

/** The rules of the draft as sentences, with the drawer in which one is written. */
export function RulesSection<R extends ListedRule & { spec: object }, S extends z.ZodType>(props: Props<R, S>) {
  const { words, rules, error, mayWrite, acts, open, blank, unit, sentence, otherwise, ...form } = props
  const p = useTranslations('program')
  const confirm = useConfirm()
  const { refused, done } = useRefusal()
  const edited = rules?.find((rule) => rule.id === open.openRule)
  const shown = mayWrite && (open.openRule === 'new' || edited !== undefined)
  const attempt = async (act: () => Promise<unknown>) => {
    try {
      await act()
    } catch (trouble) {
      refused(trouble)
    }
    await acts.reload()
  }
  const askDelete = async (rule: R) => {
    const sure = await confirm({
      title: p('rules.deleteAsk', { name: rule.name }),
      what: p('rules.deleteWhat'),
      verb: p('rules.delete'),
      danger: true,
    })
    if (sure) await attempt(() => acts.remove(rule))
  }
  return (
    <>
      <Section title={words.title} lead={words.lead} flush>
        <RuleTable<R>
          label={words.label}
          rules={rules}
          error={error}
          retry={() => void acts.reload()}
          empty={
            <EmptyState
              title={words.emptyTitle}
              why={words.emptyWhy}
              actions={otherwise ?? (mayWrite && <AddRule label={words.add} open={open} />)}
            />
          }
          sentence={(rule) => sentence(rule.spec)}
          mayWrite={mayWrite}
          busy={acts.busy}
          onEdit={(rule) => open.open(rule.id)}
          onSwitch={(rule, enabled) => void attempt(() => acts.turn(rule, enabled))}
          onDelete={(rule) => void askDelete(rule)}
          onOrder={(ids) => void attempt(() => acts.order(ids))}
        />
      </Section>
      <EditDrawer title={edited ? words.edit : words.add} open={shown} onClose={() => open.open(undefined)} size="wide">
        {(drawer) => (
          <OpenRule<R, S>
            key={open.openRule}
            {...form}
            rule={edited}
            blank={blank}
            unit={unit}
            sentence={sentence}
            drawer={drawer}
            onSave={async (rule, draft) => {
              await (rule ? acts.update(rule, draft) : acts.create(draft))
              await acts.reload()
              open.open(undefined)
              done(p('rules.saved'))
            }}
          />
        )}
      </EditDrawer>
    </>
  )
}

type OpenProps<R extends ListedRule & { spec: object }, S extends z.ZodType> = Shared<S> & {
  rule: R | undefined
  blank: Held
  unit: number
  sentence: (spec: R['spec']) => string
  drawer: { touched: () => void; leave: () => void }
  onSave: (rule: R | undefined, draft: z.output<S>) => Promise<unknown>
}

/** One rule being written. It stays the one that was opened, so that a colleague's change meanwhile is not passed over. */
function OpenRule<R extends ListedRule & { spec: object }, S extends z.ZodType>(props: OpenProps<R, S>) {
  const { rule, blank, unit, sentence, drawer, onSave, below, ...form } = props
  const p = useTranslations('program')
  const [opened] = useState(rule)
  const [initial] = useState(() =>
    heldRule(opened ? { name: opened.name, enabled: opened.enabled, spec: opened.spec as Held['spec'] } : blank, unit),
  )
  return (
    <RuleForm<S>
      {...form}
      initial={initial}
      sentence={(draft) => sentence((draft as { spec: R['spec'] }).spec)}
      submit={p('rules.save')}
      onSubmit={(draft) => onSave(opened, draft)}
      onCancel={drawer.leave}
      onTouched={drawer.touched}
      below={below && ((draft) => below(draft, opened?.id))}
    />
  )
}

/** Opens the drawer for a new rule. */
export const AddRule = ({ label, open }: { label: string; open: ReturnType<typeof useOpenRule> }) => (
  <Button type="primary" onClick={() => open.open('new')}>
    {label}
  </Button>
)
