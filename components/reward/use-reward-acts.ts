'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { RewardState } from '@/server/engine/reward/reward'
import { useConsolePath } from '../kit/rights'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'

export type Acted = { id: string; name: string; state: RewardState; revision: number }

/** What can be done to a reward beside its form, each asked for where it cannot be taken back. */
export function useRewardActs() {
  const t = useTranslations('reward')
  const trpc = useTRPC()
  const path = useConsolePath()
  const router = useRouter()
  const queryClient = useQueryClient()
  const confirm = useConfirm()
  const { refused, done } = useRefusal()
  const reload = () => queryClient.invalidateQueries({ queryKey: trpc.reward.pathKey() })
  const turn = useMutation(trpc.reward.setState.mutationOptions({ onError: refused, onSettled: reload }))
  const copy = useMutation(trpc.reward.copy.mutationOptions({ onError: refused }))
  const remove = useMutation(trpc.reward.delete.mutationOptions({ onError: refused }))
  const order = useMutation(trpc.reward.reorder.mutationOptions({ onError: refused, onSettled: reload }))

  const to = (reward: Acted, state: 'active' | 'paused' | 'ended', said: string) =>
    turn.mutate({ rewardId: reward.id, revision: reward.revision, to: state }, { onSuccess: () => done(said) })
  return {
    busy: turn.isPending || copy.isPending || remove.isPending || order.isPending,
    open: async (reward: Acted) => {
      const { name } = reward
      const sure =
        reward.state === 'paused' || (await confirm({ title: t('ask.openTitle', { name }), what: t('ask.openWhat'), verb: t('act.open') }))
      if (sure) to(reward, 'active', t('told.opened'))
    },
    pause: (reward: Acted) => to(reward, 'paused', t('told.paused')),
    end: async (reward: Acted) => {
      const { name } = reward
      if (await confirm({ title: t('ask.endTitle', { name }), what: t('ask.endWhat'), verb: t('act.end'), danger: true }))
        to(reward, 'ended', t('told.ended'))
    },
    copy: (reward: Acted) =>
      copy.mutate(
        { rewardId: reward.id },
        {
          onSuccess: async ({ id }) => {
            await reload()
            done(t('told.copied'))
            router.push(path(`/rewards/${id}`))
          },
        },
      ),
    remove: async (reward: Acted) => {
      const { name } = reward
      if (!(await confirm({ title: t('ask.deleteTitle', { name }), what: t('ask.deleteWhat'), verb: t('act.delete'), danger: true })))
        return
      remove.mutate(
        { rewardId: reward.id, revision: reward.revision },
        {
          onSuccess: async () => {
            router.push(path('/rewards'))
            await queryClient.invalidateQueries(trpc.reward.list.queryFilter())
            done(t('told.deleted'))
          },
        },
      )
    },
    order: (rewardIds: string[]) => order.mutate({ rewardIds }),
  }
}
