'use client'

import { PlusOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { CampaignKind } from '@/server/engine/campaign/campaign'
import { couponSentence } from '@/server/engine/sentence/coupon'
import { CouponGifts, type HeldGift } from '../draft/coupon-gifts'
import { type Starter, starters } from '../draft/coupon-starters'
import { useCouponWording } from '../draft/use-coupon-wording'
import { useStarted } from '../draft/use-started-coupon'
import { ColorMark } from '../kit/color-mark'
import { useMay } from '../kit/rights'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import styles from './campaign-editor.module.css'

type Props = {
  suits: CampaignKind
  id?: string
  value?: HeldGift[]
  onChange?: (value: HeldGift[] | undefined) => void
  onBlur?: () => void
}

/** Coupons to give; one that is still missing can be made on the spot from a ready one. */
export function CouponChoice({ suits, value, onChange, ...rest }: Props) {
  const t = useTranslations('campaign.coupons')
  const mayMake = useMay('coupon:write')
  const [open, setOpen] = useState(false)
  const took = (template: string) => {
    const rows = value ?? []
    const blank = rows.findIndex((row) => row.template === undefined)
    onChange?.(blank < 0 ? [...rows, { template, count: 1 }] : rows.map((row, i) => (i === blank ? { count: 1, ...row, template } : row)))
    setOpen(false)
  }
  return (
    <>
      <CouponGifts {...rest} {...(value ? { value } : {})} {...(onChange ? { onChange } : {})} />
      {mayMake && (
        <Button className={styles.make} type="dashed" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
          {t('make')}
        </Button>
      )}
      <Drawer title={t('title')} open={open} onClose={() => setOpen(false)} destroyOnHidden size={480}>
        <ReadyCoupons suits={suits} onMade={took} />
      </Drawer>
    </>
  )
}

/** Ready coupons, each made and put to work at a press, under a name that says what it is for. */
function ReadyCoupons({ suits, onMade }: { suits: CampaignKind; onMade: (template: string) => void }) {
  const t = useTranslations('campaign.coupons')
  const kinds = useTranslations('campaign.kinds')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { refused, done } = useRefusal()
  const started = useStarted()
  const { wording } = useCouponWording()
  const create = useMutation(trpc.coupon.create.mutationOptions())
  const set = useMutation(trpc.coupon.setState.mutationOptions())
  const busy = create.isPending || set.isPending
  const make = async (starter: Starter) => {
    const draft = started(starter)
    const name = t('name', { kind: kinds(`${suits}.name`), coupon: draft.name })
    try {
      const { id } = await create.mutateAsync({ ...draft, name })
      await set.mutateAsync({ templateId: id, revision: 1, state: 'active' })
      done(t('made', { name }))
      onMade(id)
    } catch (error) {
      refused(error)
    }
    await Promise.all([
      queryClient.invalidateQueries(trpc.coupon.pathFilter()),
      queryClient.invalidateQueries(trpc.program.surroundings.queryFilter()),
    ])
  }
  return (
    <>
      <p className={styles.quiet}>{t('lead')}</p>
      <ul className={styles.ready}>
        {starters.map((starter) => {
          const { name, color, terms } = started(starter)
          return (
            <li key={starter} className={styles.readyCoupon}>
              <strong>
                <ColorMark color={color}>{name}</ColorMark>
              </strong>
              <span className={styles.quiet}>{couponSentence(terms, wording)}</span>
              <Button disabled={busy} aria-label={t('doNamed', { name })} onClick={() => void make(starter)}>
                {t('do')}
              </Button>
            </li>
          )
        })}
      </ul>
    </>
  )
}
