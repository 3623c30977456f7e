'use client'

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, InputNumber, Select } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useConsolePath } from '../kit/rights'
import { useTRPC } from '../trpc/client'
import styles from './coupon-gifts.module.css'

/** Coupons to give as the control holds them: rows may be half filled in. */
export type HeldGift = { template?: string; count?: number | null }
type Props = { most?: number; id?: string; value?: HeldGift[]; onChange?: (value: HeldGift[] | undefined) => void; onBlur?: () => void }

const MOST = 10

/** Coupons to give, each by its name and how many. */
export function CouponGifts({ most = MOST, id, value = [], onChange, onBlur }: Props) {
  const t = useTranslations('program.gifts')
  const trpc = useTRPC()
  const path = useConsolePath()
  const templates = useQuery(trpc.coupon.options.queryOptions()).data
  const become = (next: HeldGift[]) => onChange?.(next.length > 0 ? next : undefined)
  // Gifts have no names of their own: a row is its place.
  const rows = value.map((gift, place) => ({ gift, place, key: String(place) }))
  const change = (place: number, gift: HeldGift) => become(value.map((one, i) => (i === place ? { ...one, ...gift } : one)))
  return (
    <fieldset className={styles.gifts} id={id} tabIndex={-1} aria-label={t('label')}>
      {templates?.length === 0 && (
        <p className={styles.none}>
          {t('none')} <Link href={path('/coupons')}>{t('toCoupons')}</Link>
        </p>
      )}
      {rows.map(({ gift, place, key }) => (
        <div className={styles.gift} key={key}>
          <Select
            aria-label={t('which', { number: place + 1 })}
            placeholder={t('choose')}
            value={gift.template}
            onChange={(template: string) => change(place, { template })}
            onBlur={onBlur}
            showSearch={{ optionFilterProp: 'label' }}
            options={(templates ?? []).map((one) => ({
              value: one.id,
              label: one.state === 'active' ? one.name : t('notActive', { name: one.name }),
              disabled: value.some((other) => other.template === one.id && other !== gift),
            }))}
          />
          <InputNumber
            aria-label={t('howMany', { number: place + 1 })}
            min={1}
            max={20}
            precision={0}
            value={gift.count ?? null}
            onChange={(count) => change(place, { count })}
            onBlur={onBlur}
            suffix={t('unit')}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('remove', { number: place + 1 })}
            onClick={() => become(value.filter((_, i) => i !== place))}
          />
        </div>
      ))}
      {value.length < most && (templates?.length ?? 0) > 0 && (
        <div>
          <Button size="small" icon={<PlusOutlined />} onClick={() => become([...value, { count: 1 }])}>
            {t('add')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
