'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Segmented } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { GrowthRuleSpec } from '@/server/engine/growth/growth-rule'
import { measureText } from '@/server/engine/sentence/measure'
import { growthRuleSentence } from '@/server/engine/sentence/rule'
import { withRule } from '../draft/rule-draft'
import { AddRule, type RuleActs, RulesSection, useOpenRule } from '../draft/rules-section'
import { TryRule } from '../draft/try-rule'
import { useWording } from '../draft/use-wording'
import { useFigures } from '../kit/figures'
import { useListState } from '../kit/list-state'
import { Page, PageHeader } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { useTRPC } from '../trpc/client'
import styles from './growth-page.module.css'
import { orderWithin } from './order-within'

const RuleFields = z.strictObject({ name: z.string().trim().min(1).max(60), enabled: z.boolean(), spec: GrowthRuleSpec })
type RuleFields = z.infer<typeof RuleFields>

/** How members gain growth, which decides their tier and is never spent. */
export function GrowthPage() {
  const t = useTranslations('growth')
  const path = useConsolePath()
  const { digits } = useFigures()
  const trpc = useTRPC()
  const mayWrite = useMay('program:write')
  const mayReadMembers = useMay('member:read')
  const { wording, stores } = useWording()
  const list = useListState(['ladder'] as const)
  const rules = useQuery(trpc.growth.rules.queryOptions())
  const ladders = useQuery(trpc.ladder.list.queryOptions()).data ?? []
  // Growth belongs to a ladder: the chosen one, else one that is measured by it.
  const ladder =
    ladders.find((l) => l.id === list.filter.ladder) ??
    ladders.find((l) => l.spec.measure === 'growth') ??
    ladders.find((l) => l.primary) ??
    ladders[0]
  const own = rules.data?.filter((rule) => rule.ladderId === ladder?.id)
  const acts = useGrowthActs(
    ladder?.id,
    rules.data?.map((rule) => rule.id),
  )
  const open = useOpenRule()
  const unit = 10 ** digits
  return (
    <Page>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {mayReadMembers && (
              <Link href={path('/program/growth/ledger')} className={styles.link}>
                {t('toLedger')}
              </Link>
            )}
            {mayWrite && ladder && <AddRule label={t('add')} open={open} />}
          </>
        }
      />
      {ladders.length > 1 && (
        <Segmented
          className={styles.note}
          aria-label={t('ladder')}
          value={ladder?.id}
          onChange={(id) => list.narrow({ ladder: id })}
          options={ladders.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {ladder && ladder.spec.measure !== 'growth' && (
        <Alert
          className={styles.note}
          type="info"
          showIcon
          title={t('unused', { measure: measureText(ladder.spec, wording) })}
          action={<Link href={path('/program/tiers')}>{t('toTiers')}</Link>}
        />
      )}
      <RulesSection
        words={{
          label: t('title'),
          add: t('add'),
          edit: t('edit'),
          emptyTitle: t('emptyTitle'),
          emptyWhy: ladder ? t('emptyWhy') : t('noProgram'),
        }}
        gives="growth"
        schema={RuleFields}
        wording={wording}
        stores={stores}
        rules={own}
        error={rules.error}
        mayWrite={mayWrite}
        acts={acts}
        open={open}
        blank={{ name: '', enabled: true, spec: { trigger: 'order.paid', reward: { kind: 'rate', growth: 1, per: unit } } }}
        unit={unit}
        sentence={(spec) => growthRuleSentence(spec, wording)}
        below={(rule, id) =>
          ladder && (
            <TryRule
              rule={rule}
              within={(draft, { name, spec }) => ({
                ...draft,
                growthRules: withRule(draft.growthRules, { id: id ?? 'new', ladderId: ladder.id, name, spec }),
              })}
            />
          )
        }
        otherwise={ladder ? undefined : <Link href={path('/program')}>{t('toProgram')}</Link>}
      />
    </Page>
  )
}

/** What can be done to the rules of one ladder. `all` are the rules of every ladder in their order. */
function useGrowthActs(ladderId: string | undefined, all: readonly string[] | undefined): RuleActs<RuleFields> {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const create = useMutation(trpc.growth.createRule.mutationOptions())
  const update = useMutation(trpc.growth.updateRule.mutationOptions())
  const turn = useMutation(trpc.growth.switchRule.mutationOptions())
  const order = useMutation(trpc.growth.reorderRules.mutationOptions())
  const remove = useMutation(trpc.growth.deleteRule.mutationOptions())
  return {
    create: (draft) => create.mutateAsync({ ...draft, ladderId: ladderId ?? '' }),
    update: ({ id, revision }, draft) => update.mutateAsync({ ...draft, ruleId: id, revision }),
    turn: ({ id, revision }, enabled) => turn.mutateAsync({ ruleId: id, revision, enabled }),
    order: (ids) => order.mutateAsync({ ruleIds: orderWithin(all ?? ids, ids) }),
    remove: ({ id, revision }) => remove.mutateAsync({ ruleId: id, revision }),
    reload: () => queryClient.invalidateQueries(trpc.growth.rules.queryFilter()),
    busy: turn.isPending || order.isPending || remove.isPending,
  }
}
