'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { dayOf, isoOf } from '@/server/engine/calendar/day'
import type { CampaignTerms } from '@/server/engine/campaign/campaign'
import { nextDays } from '@/server/engine/campaign/schedule'
import { tellDays } from '@/server/engine/sentence/schedule'
import { useDates } from '../kit/dates'
import { useConsolePath } from '../kit/rights'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import type { CampaignRow } from './answers'
import { useReach } from './use-reach'
import { useToday } from './use-today'

export type Target = Pick<CampaignRow, 'id' | 'name' | 'revision' | 'terms'>

/** Says what launching comes to before it is done, and asks. */
export function useLaunchQuestion(): (
  campaign: { name: string; terms: CampaignTerms },
  as: 'launch' | 'submit' | 'approve',
) => Promise<boolean> {
  const t = useTranslations('campaign.acts')
  const language = useLocale() === 'zh' ? 'zh' : 'en'
  const confirm = useConfirm()
  const dates = useDates()
  const reach = useReach()
  const today = useToday()
  return async ({ name, terms }, as) => {
    const { schedule } = terms
    const members = await reach(terms.audience)
    const first = nextDays(schedule, Math.max(today, dayOf(schedule.from)), 1)[0]
    const days = tellDays(schedule.on, language)
    // Where it is held day after day, its first day is the one on which it begins.
    const told = {
      schedule: days,
      first: first === undefined || schedule.on.kind === 'every_day' ? 'none' : dates.day(isoOf(first)),
      until: schedule.until === undefined ? 'none' : dates.day(schedule.until),
    }
    const begins =
      schedule.from > isoOf(today)
        ? t('begins', { date: dates.day(schedule.from), ...told })
        : first === undefined
          ? ''
          : t('beginsToday', told)
    return confirm({
      title: t(`${as}Ask`, { name }),
      what: [begins, members === null ? '' : t('reach', { members }), t(as === 'submit' ? 'submitWhat' : 'stands')]
        .filter(Boolean)
        .join(language === 'zh' ? '' : ' '),
      verb: t(as),
    })
  }
}

/** What can be done to a campaign from a list or from its page. Says what it means before it is done. */
export function useCampaignActs(onDeleted?: () => void) {
  const t = useTranslations('campaign.acts')
  const trpc = useTRPC()
  const path = useConsolePath()
  const router = useRouter()
  const queryClient = useQueryClient()
  const confirm = useConfirm()
  const { refused, done } = useRefusal()
  const question = useLaunchQuestion()
  const launch = useMutation(trpc.campaign.launch.mutationOptions())
  const withdraw = useMutation(trpc.campaign.withdraw.mutationOptions())
  const approve = useMutation(trpc.campaign.approve.mutationOptions())
  const pause = useMutation(trpc.campaign.pause.mutationOptions())
  const resume = useMutation(trpc.campaign.resume.mutationOptions())
  const copy = useMutation(trpc.campaign.copy.mutationOptions())
  const remove = useMutation(trpc.campaign.delete.mutationOptions())

  const attempt = async (act: () => Promise<string>) => {
    try {
      done(await act())
    } catch (error) {
      refused(error)
    }
    await queryClient.invalidateQueries(trpc.campaign.pathFilter())
  }
  const step = ({ id, revision }: Target) => ({ campaignId: id, revision })

  return {
    busy: [launch, withdraw, approve, pause, resume, copy, remove].some(({ isPending }) => isPending),
    launch: async (target: Target) => {
      const { approves } = await queryClient.fetchQuery(trpc.campaign.approval.queryOptions())
      if (!(await question(target, approves ? 'submit' : 'launch'))) return
      await attempt(async () => {
        const { state } = await launch.mutateAsync(step(target))
        return t(state === 'awaiting' ? 'done.submitted' : 'done.launched', { name: target.name })
      })
    },
    withdraw: async (target: Target) => {
      if (!(await confirm({ title: t('withdrawAsk', { name: target.name }), what: t('withdrawWhat'), verb: t('withdraw') }))) return
      await attempt(async () => {
        await withdraw.mutateAsync(step(target))
        return t('done.withdrawn', { name: target.name })
      })
    },
    approve: async (target: Target) => {
      if (!(await question(target, 'approve'))) return
      await attempt(async () => {
        await approve.mutateAsync(step(target))
        return t('done.approved', { name: target.name })
      })
    },
    pause: async (target: Target) => {
      if (!(await confirm({ title: t('pauseAsk', { name: target.name }), what: t('pauseWhat'), verb: t('pause') }))) return
      await attempt(async () => {
        await pause.mutateAsync(step(target))
        return t('done.paused', { name: target.name })
      })
    },
    resume: async (target: Target) => {
      if (!(await confirm({ title: t('resumeAsk', { name: target.name }), what: t('resumeWhat'), verb: t('resume') }))) return
      await attempt(async () => {
        await resume.mutateAsync(step(target))
        return t('done.resumed', { name: target.name })
      })
    },
    copy: (target: Target) =>
      attempt(async () => {
        const { id } = await copy.mutateAsync({ campaignId: target.id })
        router.push(path(`/campaigns/${id}/edit`))
        return t('copied')
      }),
    remove: async (target: Target) => {
      const sure = await confirm({ title: t('deleteAsk', { name: target.name }), what: t('deleteWhat'), verb: t('delete'), danger: true })
      if (!sure) return
      try {
        await remove.mutateAsync({ campaignId: target.id })
        done(t('deleted', { name: target.name }))
        onDeleted?.()
        await queryClient.invalidateQueries(trpc.campaign.list.queryFilter())
      } catch (error) {
        refused(error)
      }
    },
  }
}

export type CampaignActs = ReturnType<typeof useCampaignActs>
