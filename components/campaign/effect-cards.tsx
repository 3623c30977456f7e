'use client'

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Collapse, Form, Radio } from 'antd'
import { useTranslations } from 'next-intl'
import type { CampaignKind } from '@/server/engine/campaign/campaign'
import { CountInput } from '../kit/inputs'
import { Field } from '../kit/zod-form'
import { type BirthdayGift, birthdayGiftOf, birthdayGifts, withBirthdayGift } from './birthday-gift'
import { type HeldEffect, withGives, withMoment } from './campaign-draft'
import styles from './campaign-editor.module.css'
import { EffectGives } from './effect-gives'
import { LimitFields, ScopeFields } from './effect-limits'
import { MomentFields, MoreOfMoment } from './effect-moment'

const MOST = 31
const place = ['terms', 'effects']

type Props = { kind: CampaignKind; id?: string; value?: HeldEffect[]; onChange?: (value: HeldEffect[]) => void }

/** What a campaign does: one card for each thing, with what few need folded under it. */
export function EffectCards({ kind, id, value = [], onChange }: Props) {
  const t = useTranslations('campaign.effects')
  const form = Form.useFormInstance()
  // Fields within the cards change the list without asking it.
  const held: HeldEffect[] = Form.useWatch(place, { form, preserve: true }) ?? value
  const effects = held.map((effect, i) => ({ effect, i, key: String(i) }))
  const now = () => form.getFieldValue(place) as HeldEffect[]
  const change = (i: number, to: (effect: HeldEffect) => HeldEffect) => onChange?.(now().map((one, at) => (at === i ? to(one) : one)))
  const add = () => {
    const last = now().at(-1)
    const at = last?.at ?? { kind: 'order' as const }
    onChange?.([
      ...now(),
      withGives({ at: { ...at }, gives: { kind: 'points', points: 100 }, limits: {} }, at.kind === 'claimed' ? 'goods' : 'points'),
    ])
  }
  const first = held[0]
  return (
    <div id={id} tabIndex={-1}>
      {kind === 'birthday' && first && held.length === 1 && (
        <BirthdayGiftChoice value={birthdayGiftOf(first)} onChange={(gift) => change(0, (effect) => withBirthdayGift(effect, gift))} />
      )}
      {effects.map(({ effect, i, key }) => (
        <EffectCard
          key={key}
          kind={kind}
          place={i}
          effect={effect}
          alone={held.length === 1}
          onChange={(to) => change(i, to)}
          onRemove={() => onChange?.(now().filter((_, at) => at !== i))}
        />
      ))}
      {held.length < MOST && (
        <Button icon={<PlusOutlined />} onClick={add}>
          {t('add')}
        </Button>
      )}
    </div>
  )
}

type CardProps = {
  kind: CampaignKind
  place: number
  effect: HeldEffect
  alone: boolean
  onChange: (to: (effect: HeldEffect) => HeldEffect) => void
  onRemove: () => void
}

function EffectCard({ kind, place: i, effect, alone, onChange, onRemove }: CardProps) {
  const t = useTranslations('campaign.effects')
  const limits = useTranslations('campaign.limits')
  const stock = effect.at.kind === 'claimed'
  const chosen = alone && kind === 'birthday' && birthdayGiftOf(effect) !== undefined
  return (
    <div className={alone ? styles.card : styles.row}>
      {!alone && (
        <div className={styles.rowHead}>
          {t(`heads.${effect.at.kind === 'referred' ? (effect.at.to ?? 'inviter') : 'one'}`, { number: i + 1 })}
          <Button type="text" icon={<DeleteOutlined />} aria-label={t('remove', { number: i + 1 })} onClick={onRemove} />
        </div>
      )}
      <MomentFields kind={kind} place={i} effect={effect} />
      <EffectGives kind={kind} place={i} effect={effect} chosen={chosen} onKind={(next) => onChange((one) => withGives(one, next))} />
      {stock && (
        <div className={styles.pair}>
          <Field name={['terms', 'effects', i, 'limits', 'total']} label={limits('stock')} optional>
            <CountInput min={1} suffix={limits('portions')} />
          </Field>
          <Field name={['terms', 'effects', i, 'limits', 'perMember']} label={limits('perMember')} optional>
            <CountInput min={1} suffix={limits('portions')} />
          </Field>
        </div>
      )}
      <Collapse
        className={styles.more}
        size="small"
        items={[
          {
            key: 'more',
            label: t('more'),
            forceRender: true,
            children: (
              <>
                <LimitFields place={i} effect={effect} except={stock ? ['total', 'perMember'] : []} />
                <ScopeFields place={i} effect={effect} />
                <MoreOfMoment kind={kind} place={i} effect={effect} onMoment={(next) => onChange((one) => withMoment(one, next))} />
              </>
            ),
          },
        ]}
      />
    </div>
  )
}

/** The gifts that a birthday usually brings; each is a moment together with what it gives. */
function BirthdayGiftChoice({ value, onChange }: { value: BirthdayGift | undefined; onChange: (gift: BirthdayGift) => void }) {
  const t = useTranslations('campaign.birthday')
  return (
    <Form.Item label={t('gift')}>
      <Radio.Group
        className={styles.stack}
        aria-label={t('gift')}
        value={value}
        onChange={(event) => onChange(event.target.value as BirthdayGift)}
        options={birthdayGifts.map((gift) => ({ value: gift, label: t(`gifts.${gift}`) }))}
      />
    </Form.Item>
  )
}
