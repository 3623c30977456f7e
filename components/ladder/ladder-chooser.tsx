'use client'

import { DownOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button, Dropdown, Segmented } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import styles from './ladder-chooser.module.css'
import { NewLadderDrawer } from './new-ladder-drawer'

type Choice = { id: string; name: string; primary: boolean; revision: number; members: number; tiers: readonly unknown[] }

type Props = {
  ladders: readonly Choice[]
  ladder: Choice
  mayWrite: boolean
  onChoose: (id: string | undefined) => void
  reload: () => Promise<unknown>
}

/** The most ladders a program may have. */
const MOST = 5

/** Which ladder is looked at, and what can be done to it as a whole. */
export function LadderChooser({ ladders, ladder, mayWrite, onChoose, reload }: Props) {
  const t = useTranslations('ladder.ladders')
  const l = useTranslations('ladder')
  const trpc = useTRPC()
  const confirm = useConfirm()
  const { refused, done } = useRefusal()
  const [adding, setAdding] = useState(false)
  const outcome = { onError: refused, onSettled: () => reload() }
  const remove = useMutation(trpc.ladder.delete.mutationOptions(outcome))
  const promote = useMutation(trpc.ladder.makePrimary.mutationOptions(outcome))

  const askDelete = async () => {
    const about = { tiers: ladder.tiers.length, count: ladder.members }
    const sure = await confirm({
      title: t('deleteAsk', { name: ladder.name }),
      what: ladder.members > 0 ? t('deleteWhat', about) : t('deleteWhatNobody', about),
      verb: l('delete'),
      danger: true,
    })
    if (!sure) return
    remove.mutate(
      { ladderId: ladder.id, revision: ladder.revision },
      {
        onSuccess: () => {
          onChoose(undefined)
          done(t('deleted'))
        },
      },
    )
  }
  const askPrimary = async () => {
    const name = ladder.name
    if (!(await confirm({ title: t('primaryAsk', { name }), what: t('primaryWhat', { name }), verb: t('makePrimary') }))) return
    promote.mutate({ ladderId: ladder.id }, { onSuccess: () => done(t('primaryDone')) })
  }
  const several = ladders.length > 1
  const full = ladders.length >= MOST
  if (!several && !mayWrite) return null
  return (
    <div className={styles.chooser}>
      {several && (
        <div className={styles.choices}>
          <Segmented
            aria-label={l('ladder')}
            value={ladder.id}
            options={ladders.map((one) => ({ value: one.id, label: one.primary ? `${one.name} · ${t('primary')}` : one.name }))}
            onChange={onChoose}
          />
        </div>
      )}
      {mayWrite && (
        <div className={styles.acts}>
          {several && (
            <Dropdown
              trigger={['click']}
              disabled={remove.isPending || promote.isPending}
              menu={{
                items: [
                  { key: 'primary', label: t('makePrimary'), disabled: ladder.primary },
                  { key: 'delete', label: t('delete'), danger: true, disabled: ladder.primary },
                ],
                onClick: ({ key }) => void (key === 'primary' ? askPrimary() : askDelete()),
              }}
            >
              <Button icon={<DownOutlined />} iconPlacement="end">
                {t('more')}
              </Button>
            </Dropdown>
          )}
          <Button icon={<PlusOutlined />} disabled={full} title={full ? t('full') : undefined} onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        </div>
      )}
      <NewLadderDrawer
        open={adding}
        onClose={() => setAdding(false)}
        onMade={async (id) => {
          await reload()
          onChoose(id)
        }}
      />
    </div>
  )
}
