'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { TemplateState } from '@/server/engine/coupon/template'
import { useFigures } from '../kit/figures'
import { useConsolePath } from '../kit/rights'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import type { TemplateLine } from './answers'

/** From so many members' coupons on, the name has to be typed first. */
const MANY = 1_000
const NAME_MOST = 40

type Target = Pick<TemplateLine, 'id' | 'name' | 'state' | 'revision' | 'given' | 'used'>

/** What can be done to a template from a list or from its page. Says what it touches before it is done. */
export function useTemplateActs(onDeleted?: () => void) {
  const t = useTranslations('coupon.acts')
  const trpc = useTRPC()
  const path = useConsolePath()
  const router = useRouter()
  const queryClient = useQueryClient()
  const confirm = useConfirm()
  const { count } = useFigures()
  const { refused, done } = useRefusal()
  const reload = () => queryClient.invalidateQueries(trpc.coupon.pathFilter())
  const set = useMutation(trpc.coupon.setState.mutationOptions())
  const copy = useMutation(trpc.coupon.copy.mutationOptions())
  const remove = useMutation(trpc.coupon.delete.mutationOptions())

  const attempt = async (act: () => Promise<unknown>, said?: string) => {
    try {
      await act()
      if (said) done(said)
    } catch (error) {
      refused(error)
    }
    await reload()
  }
  const become = (target: Target, state: Exclude<TemplateState, 'draft'>) =>
    attempt(() => set.mutateAsync({ templateId: target.id, revision: target.revision, state }), t(`done.${state}`, { name: target.name }))

  return {
    busy: set.isPending || copy.isPending || remove.isPending,
    start: async (target: Target) => {
      // Out of a draft there is no way back: what it means stands still from then on.
      if (
        target.state === 'draft' &&
        !(await confirm({ title: t('startAsk', { name: target.name }), what: t('startWhat'), verb: t('start') }))
      )
        return
      await become(target, 'active')
    },
    pause: async (target: Target) => {
      const open = target.given - target.used
      const sure = await confirm({
        title: t('pauseAsk', { name: target.name }),
        what: t('pauseWhat', { open: count(open) }),
        verb: t('pause'),
      })
      if (sure) await become(target, 'paused')
    },
    end: async (target: Target) => {
      const open = target.given - target.used
      const sure = await confirm({
        title: t('endAsk', { name: target.name }),
        what: t('endWhat', { given: count(target.given), open: count(open) }),
        verb: t('end'),
        danger: true,
        ...(open > MANY ? { typed: target.name } : {}),
      })
      if (sure) await become(target, 'ended')
    },
    copy: (target: Target) =>
      attempt(async () => {
        const name = t('copyName', { name: target.name }).slice(0, NAME_MOST)
        const { id } = await copy.mutateAsync({ templateId: target.id, name })
        done(t('copied'))
        router.push(path(`/coupons/${id}/edit`))
      }),
    remove: async (target: Target) => {
      const sure = await confirm({ title: t('deleteAsk', { name: target.name }), what: t('deleteWhat'), verb: t('delete'), danger: true })
      if (!sure) return
      try {
        await remove.mutateAsync({ templateId: target.id })
        done(t('deleted', { name: target.name }))
        onDeleted?.()
        await queryClient.invalidateQueries(trpc.coupon.list.queryFilter())
      } catch (error) {
        refused(error)
      }
    },
  }
}
