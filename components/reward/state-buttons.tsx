'use client'

import { MoreOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps } from 'antd'
import { useTranslations } from 'next-intl'
import type { RewardState } from '@/server/engine/reward/reward'
import type { Tone } from '../kit/status-dot'
import { type Acted, useRewardActs } from './use-reward-acts'

export const stateTones: Record<RewardState, Tone> = { draft: 'working', active: 'good', paused: 'attention', ended: 'rest' }

type Props = {
  reward: Acted
  /** In a row of a list: small, and with what moves it there. */
  row?: { up?: () => void; down?: () => void }
}

/** The next step of a reward, and everything else behind "more". */
export function StateButtons({ reward, row }: Props) {
  const t = useTranslations('reward.act')
  const acts = useRewardActs()
  const { name, state } = reward
  const running = state === 'active' || state === 'paused'
  const items: NonNullable<MenuProps['items']> = [
    ...(row?.up ? [{ key: 'up', label: t('up', { name }), onClick: row.up }] : []),
    ...(row?.down ? [{ key: 'down', label: t('down', { name }), onClick: row.down }] : []),
    { key: 'copy', label: t('copy'), onClick: () => acts.copy(reward) },
    ...(running ? [{ key: 'end', label: t('end'), danger: true, onClick: () => void acts.end(reward) }] : []),
    ...(state === 'draft' ? [{ key: 'delete', label: t('delete'), danger: true, onClick: () => void acts.remove(reward) }] : []),
  ]
  const shape = row ? ({ type: 'link', size: 'small' } as const) : {}
  return (
    <span style={{ display: 'inline-flex', gap: row ? 0 : 8, whiteSpace: 'nowrap' }}>
      {state === 'draft' && (
        <Button {...shape} type={row ? 'link' : 'primary'} disabled={acts.busy} onClick={() => void acts.open(reward)}>
          {t('open')}
        </Button>
      )}
      {state === 'paused' && (
        <Button {...shape} type={row ? 'link' : 'primary'} disabled={acts.busy} onClick={() => void acts.open(reward)}>
          {t('resume')}
        </Button>
      )}
      {state === 'active' && (
        <Button {...shape} disabled={acts.busy} onClick={() => acts.pause(reward)}>
          {t('pause')}
        </Button>
      )}
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button
          type={row ? 'text' : 'default'}
          size={row ? 'small' : undefined}
          icon={<MoreOutlined />}
          aria-label={t('more', { name })}
          disabled={acts.busy}
        />
      </Dropdown>
    </span>
  )
}
