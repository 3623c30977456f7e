'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Tag } from 'antd'
import { useTranslations } from 'next-intl'
import { ladderSentence } from '@/server/engine/sentence/ladder'
import { earningRuleSentence } from '@/server/engine/sentence/rule'
import { type Surround, wordingOf } from '@/server/engine/sentence/wording'
import { ColorMark } from '../kit/color-mark'
import { useMay } from '../kit/rights'
import { ErrorState, TextSkeleton } from '../kit/states'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import styles from './template-cards.module.css'

type Props = {
  surround: Surround
  /** Asked before a template replaces what the draft says. */
  sure: () => Promise<boolean>
  onApplied: () => void
}

/** The ready programs, the one of the merchant's own industry first, each with what it would say. */
export function TemplateCards({ surround, sure, onApplied }: Props) {
  const t = useTranslations('program.templates')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { refused } = useRefusal()
  const mayWrite = useMay('program:write')
  const previews = useQuery(trpc.program.templates.queryOptions())
  const apply = useMutation(
    trpc.program.applyTemplate.mutationOptions({
      onError: refused,
      onSuccess: async () => {
        await queryClient.invalidateQueries()
        onApplied()
      },
    }),
  )
  const use = async (template: NonNullable<typeof previews.data>[number]['template']) => {
    if (await sure()) apply.mutate({ template })
  }
  if (previews.error) return <ErrorState error={previews.error} retry={() => void previews.refetch()} />
  if (!previews.data) return <TextSkeleton rows={8} />
  return (
    <div className={styles.cards}>
      {previews.data.map(({ template, document, fits }) => {
        const w = wordingOf(surround, document)
        const [ladder] = document.ladders
        return (
          <article key={template} className={styles.card} data-fits={fits || undefined}>
            <header className={styles.head}>
              <h3>{t(`${template}.title`)}</h3>
              {fits && <Tag color="processing">{t('fits')}</Tag>}
            </header>
            <p className={styles.lead}>{t(`${template}.lead`)}</p>
            <ul className={styles.tiers}>
              {ladder?.tiers.map((tier) => (
                <li key={tier.id}>
                  <ColorMark color={tier.color}>{tier.name}</ColorMark>
                </li>
              ))}
            </ul>
            <ul className={styles.rules}>
              {ladder && <li>{ladderSentence(ladder.spec, w)}</li>}
              {document.earningRules.map((rule) => (
                <li key={rule.id}>{earningRuleSentence(rule.spec, w)}</li>
              ))}
            </ul>
            {mayWrite && (
              <Button
                type={fits ? 'primary' : 'default'}
                aria-label={t('useOf', { name: t(`${template}.title`) })}
                loading={apply.isPending && apply.variables.template === template}
                disabled={apply.isPending}
                onClick={() => void use(template)}
              >
                {t('use')}
              </Button>
            )}
          </article>
        )
      })}
      {mayWrite && (
        <article className={styles.card}>
          <h3>{t('blank.title')}</h3>
          <p className={styles.lead}>{t('blank.lead')}</p>
          <Button disabled={apply.isPending} onClick={() => void use('blank')}>
            {t('blank.use')}
          </Button>
        </article>
      )}
    </div>
  )
}
