'use client'

import { useMutation } from '@tanstack/react-query'
import { Button, Drawer, Tag } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { CounterGift } from '@/server/counter/gifts-to-hand'
import { useDates } from '../kit/dates'
import { Section } from '../kit/page'
import { useTRPC } from '../trpc/client'
import { Confirm, useReload, useRequestKey } from './check-off-drawer'
import styles from './counter.module.css'

/** Gifts of campaigns that wait to be handed over, each with its button; chances in a draw only to know of. */
export function GiftList({ storeId, gifts }: { storeId: string; gifts: readonly CounterGift[] }) {
  const t = useTranslations('counter')
  const dates = useDates()
  const [open, setOpen] = useState<CounterGift>()
  const goods = gifts.filter(({ kind }) => kind === 'goods')
  const chances = gifts.filter(({ kind }) => kind === 'chances')
  const from = ({ campaign, day }: CounterGift) => t('giftFrom', { campaign, day: dates.day(day) })
  return (
    <>
      {gifts.length > 0 && (
        <Section title={t('gifts')} lead={t('giftsLead')}>
          {goods.length > 0 && (
            <ul className={styles.items}>
              {goods.map((gift) => (
                <li key={gift.id} className={styles.item}>
                  <div className={styles.words}>
                    <strong>{t('giftGoods', { name: gift.name, count: gift.count })}</strong>
                    <span className={styles.quiet}>{from(gift)}</span>
                  </div>
                  <Button size="large" type="primary" aria-label={`${t('collect')} ${gift.name}`} onClick={() => setOpen(gift)}>
                    {t('collect')}
                  </Button>
                </li>
              ))}
            </ul>
          )}
          {chances.map((gift) => (
            <Tag key={gift.id}>
              {t('giftChances', { count: gift.count })}
              {' · '}
              {from(gift)}
            </Tag>
          ))}
        </Section>
      )}
      <Drawer
        open={open !== undefined}
        onClose={() => setOpen(undefined)}
        placement="bottom"
        size={480}
        title={t('giftConfirm')}
        destroyOnHidden
      >
        {open && <GiftConfirm storeId={storeId} gift={open} says={from(open)} onClose={() => setOpen(undefined)} />}
      </Drawer>
    </>
  )
}

type GiftProps = { storeId: string; gift: CounterGift; says: string; onClose: () => void }

function GiftConfirm({ storeId, gift, says, onClose }: GiftProps) {
  const t = useTranslations('counter')
  const trpc = useTRPC()
  const reload = useReload()
  const requestKey = useRequestKey()
  // Also where it was refused: what another till handed over is off the list then.
  const handOver = useMutation(trpc.counter.handOverGift.mutationOptions({ onSettled: reload }))
  return (
    <Confirm
      label={t('giftGoods', { name: gift.name, count: gift.count })}
      says={says}
      act={t('collectAct')}
      pending={handOver.isPending}
      error={handOver.error}
      onClose={onClose}
      onConfirm={() => handOver.mutate({ storeId, giftId: gift.id, requestKey })}
      done={handOver.data && <p className={styles.quiet}>{says}</p>}
    />
  )
}
