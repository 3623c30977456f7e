'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { EarningRuleDraft } from '@/server/engine/points/earning-rule'
import { earningRuleSentence } from '@/server/engine/sentence/rule'
import { withRule } from '../draft/rule-draft'
import { AddRule, type RuleActs, RulesSection, useOpenRule } from '../draft/rules-section'
import { TryRule } from '../draft/try-rule'
import { useWording } from '../draft/use-wording'
import { useFigures, useSetting } from '../kit/figures'
import { Page, PageHeader } from '../kit/page'
import { useMay } from '../kit/rights'
import { useTRPC } from '../trpc/client'
import { PolicyForm } from './policy-form'

/** How members earn points, and what holds for points once they are earned. */
export function EarningPage() {
  const t = useTranslations('points')
  const { pointsName } = useSetting()
  const { digits } = useFigures()
  const trpc = useTRPC()
  const mayWrite = useMay('program:write')
  const { wording, stores } = useWording()
  const rules = useQuery(trpc.points.rules.queryOptions())
  const acts = useEarningActs()
  const open = useOpenRule()
  const unit = 10 ** digits
  return (
    <Page>
      <PageHeader
        title={t('title', { name: pointsName })}
        lead={t('lead', { name: pointsName })}
        actions={mayWrite && <AddRule label={t('add')} open={open} />}
      />
      <RulesSection
        words={{
          label: t('rules'),
          title: t('rules'),
          lead: t('rulesLead'),
          add: t('add'),
          edit: t('edit'),
          emptyTitle: t('emptyTitle'),
          emptyWhy: t('emptyWhy', { name: pointsName }),
        }}
        gives="points"
        schema={EarningRuleDraft}
        wording={wording}
        stores={stores}
        rules={rules.data}
        error={rules.error}
        mayWrite={mayWrite}
        acts={acts}
        open={open}
        blank={{ name: '', enabled: true, spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: unit } } }}
        unit={unit}
        sentence={(spec) => earningRuleSentence(spec, wording)}
        below={(rule, id) => (
          <TryRule
            rule={rule}
            within={(draft, { name, spec }) => ({ ...draft, earningRules: withRule(draft.earningRules, { id: id ?? 'new', name, spec }) })}
          />
        )}
      />
      <PolicyForm mayWrite={mayWrite} />
    </Page>
  )
}

function useEarningActs(): RuleActs<EarningRuleDraft> {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const create = useMutation(trpc.points.createRule.mutationOptions())
  const update = useMutation(trpc.points.updateRule.mutationOptions())
  const turn = useMutation(trpc.points.switchRule.mutationOptions())
  const order = useMutation(trpc.points.reorderRules.mutationOptions())
  const remove = useMutation(trpc.points.deleteRule.mutationOptions())
  return {
    create: (draft) => create.mutateAsync(draft),
    update: ({ id, revision }, draft) => update.mutateAsync({ ...draft, ruleId: id, revision }),
    turn: ({ id, revision }, enabled) => turn.mutateAsync({ ruleId: id, revision, enabled }),
    order: (ruleIds) => order.mutateAsync({ ruleIds }),
    remove: ({ id, revision }) => remove.mutateAsync({ ruleId: id, revision }),
    reload: () => queryClient.invalidateQueries(trpc.points.rules.queryFilter()),
    busy: turn.isPending || order.isPending || remove.isPending,
  }
}
