'use client'

import { useMutation } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { type LadderSpec, type Tier, TierDraft } from '@/server/engine/ladder/ladder'
import { thresholdText } from '@/server/engine/sentence/ladder'
import type { Surround } from '@/server/engine/sentence/wording'
import { EditDrawer } from '../draft/edit-drawer'
import { CountInput, MoneyInput, PercentInput } from '../kit/inputs'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import styles from './tier-drawer.module.css'
import { TierIcon } from './tier-icon'

export type DraftTier = Tier & { revision: number; members: number }

type Props = {
  ladderId: string
  spec: LadderSpec
  tiers: readonly DraftTier[]
  /** The tier to change, or nothing for a new one. */
  tier: DraftTier | undefined
  open: boolean
  surround: Surround
  onClose: () => void
  onSaved: () => Promise<unknown>
}

/** A rung: its name and look, what it asks for, and what it gives. */
export function TierDrawer({ ladderId, spec, tiers, tier, open, surround, onClose, onSaved }: Props) {
  const t = useTranslations('ladder.tier')
  const trpc = useTRPC()
  const { done } = useRefusal()
  const create = useMutation(trpc.ladder.createTier.mutationOptions())
  const update = useMutation(trpc.ladder.updateTier.mutationOptions())
  const place = tiers.findIndex((one) => one.id === tier?.id)
  const [below, above] = tier ? [tiers[place - 1], tiers[place + 1]] : [undefined, undefined]
  const top = tiers.at(-1)

  /** A changed rung stays between its neighbours, a new one differs from each. */
  const Placed = TierDraft.refine(
    ({ threshold }) =>
      tier
        ? (!below || threshold > below.threshold) && (!above || threshold < above.threshold)
        : tiers.every((one) => one.threshold !== threshold),
    { path: ['threshold'], message: 'tier.threshold_out_of_place' },
  )
  const text = (one: DraftTier) => ({ name: one.name, amount: thresholdText(spec.measure, one.threshold, surround) })
  const bounds = [below && t('aboveThat', text(below)), above && t('belowThat', text(above)), !tier && top && t('newHint', text(top))]

  const save = async (draft: TierDraft) => {
    if (tier) await update.mutateAsync({ ...draft, tierId: tier.id, revision: tier.revision })
    else await create.mutateAsync({ ...draft, ladderId })
    await onSaved()
    onClose()
    done(t('saved'))
  }
  const fresh = { name: '', code: `tier-${tiers.length + 1}`, color: '#b7791f', icon: 'crown', bonusBps: 0 }
  const { id: _id, revision: _revision, members: _members, ...held } = tier ?? { ...fresh, id: '', revision: 0, members: 0 }
  return (
    <EditDrawer title={tier ? t('edit', { name: tier.name }) : t('add')} open={open} onClose={onClose}>
      {({ touched, leave }) => (
        <ZodForm schema={Placed} initial={held} submit={t('save')} onSubmit={save} onCancel={leave} onValues={touched} word="ladder">
          <Field name="name" label={t('name')}>
            <Input maxLength={20} autoComplete="off" />
          </Field>
          <Field name="threshold" label={t(`threshold.${spec.measure}`)} extra={bounds.filter(Boolean).join(' ')}>
            {spec.measure === 'net_spend' ? <MoneyInput /> : <CountInput suffix={t(`unit.${spec.measure}`)} />}
          </Field>
          <Field name="bonusBps" label={t('bonus')} extra={t('bonusWhy')}>
            <PercentInput />
          </Field>
          <div className={styles.pair}>
            <Field name="color" label={t('color')}>
              <Input type="color" className={styles.color} />
            </Field>
            <Field name="icon" label={t('icon')}>
              <Select
                options={TierDraft.shape.icon.options.map((icon) => ({
                  value: icon,
                  label: (
                    <span className={styles.option}>
                      <TierIcon icon={icon} color={held.color} /> {t(`icons.${icon}`)}
                    </span>
                  ),
                }))}
              />
            </Field>
          </div>
          <Field name="code" label={t('code')} extra={t('codeWhy')}>
            <Input maxLength={24} autoComplete="off" />
          </Field>
        </ZodForm>
      )}
    </EditDrawer>
  )
}
