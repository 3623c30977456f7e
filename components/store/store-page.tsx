'use client'

import { MoreOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { mayHold } from '@/server/engine/store/store'
import { useDates } from '../kit/dates'
import { Page, PageHeader, Section } from '../kit/page'
import { useMay } from '../kit/rights'
import { EmptyState, ErrorState, TableSkeleton } from '../kit/states'
import { StatusDot } from '../kit/status-dot'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import { type StoreAct, StoreDrawer } from './store-drawer'
import styles from './store-page.module.css'
import { type StoreNode, type StoreRow, treeOf } from './store-tree'

/** Brands, areas and stores as a tree. */
export function StorePage() {
  const t = useTranslations('store')
  const trpc = useTRPC()
  const may = useMay('store:write')
  const queryClient = useQueryClient()
  const [act, setAct] = useState<StoreAct>()
  const stores = useQuery(trpc.store.list.queryOptions())
  const reload = () => queryClient.invalidateQueries(trpc.store.list.queryFilter())
  const add = (parent: StoreRow | null) => setAct({ verb: 'create', parent })

  const create = may && (
    <Button type="primary" onClick={() => add(null)}>
      {t('add')}
    </Button>
  )
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead')} actions={stores.data?.length ? create : undefined} />
      <Section flush>
        {stores.error ? (
          <ErrorState error={stores.error} retry={stores.refetch} />
        ) : !stores.data ? (
          <TableSkeleton columns={3} rows={4} />
        ) : stores.data.length === 0 ? (
          <EmptyState title={t('emptyTitle')} why={t(may ? 'emptyWhy' : 'emptyOwn')} actions={create} />
        ) : (
          <ul className={styles.tree} aria-label={t('title')}>
            {treeOf(stores.data).map((node) => (
              <Branch key={node.id} node={node} onAct={may ? setAct : undefined} onDone={reload} />
            ))}
          </ul>
        )}
      </Section>
      {act && <StoreDrawer act={act} rows={stores.data ?? []} onClose={() => setAct(undefined)} onDone={reload} />}
    </Page>
  )
}

type BranchProps = { node: StoreNode; onAct?: (act: StoreAct) => void; onDone: () => unknown }

function Branch({ node, onAct, onDone }: BranchProps) {
  const t = useTranslations('store')
  const dates = useDates()
  return (
    <li>
      <div className={styles.line} data-closed={node.closedAt ? true : undefined}>
        <span className={styles.name}>
          <span>{node.name}</span>
          <small>
            {t(`kinds.${node.kind}`)} · {node.code}
          </small>
        </span>
        <StatusDot tone={node.closedAt ? 'rest' : 'good'}>
          {node.closedAt ? `${t('closedAt')} ${dates.dayOf(node.closedAt)}` : t('open')}
        </StatusDot>
        {onAct && <Acts node={node} onAct={onAct} onDone={onDone} />}
      </div>
      {node.children && (
        <ul>
          {node.children.map((child) => (
            <Branch key={child.id} node={child} onAct={onAct} onDone={onDone} />
          ))}
        </ul>
      )}
    </li>
  )
}

function Acts({ node, onAct, onDone }: Required<BranchProps>) {
  const t = useTranslations('store')
  const k = useTranslations('kit')
  const trpc = useTRPC()
  const confirm = useConfirm()
  const { refused, done } = useRefusal()
  const after = (sentence: string) => ({
    onSuccess: () => {
      done(sentence)
      return onDone()
    },
    onError: refused,
  })
  const close = useMutation(trpc.store.close.mutationOptions(after(t('closedDone', { name: node.name }))))
  const reopen = useMutation(trpc.store.reopen.mutationOptions(after(t('reopened', { name: node.name }))))
  const askClose = async () => {
    const sure = await confirm({ title: t('closeAsk', { name: node.name }), what: t('closeWhat'), verb: t('close'), danger: true })
    if (sure) close.mutate({ storeId: node.id })
  }
  const holds = mayHold[node.kind].length > 0 && !node.closedAt
  return (
    <span className={styles.acts}>
      {holds && (
        <Button type="link" size="small" onClick={() => onAct({ verb: 'create', parent: node })}>
          {t('addUnder')}
        </Button>
      )}
      <Button type="link" size="small" onClick={() => onAct({ verb: 'rename', store: node })}>
        {t('rename')}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'move', label: t('move'), onClick: () => onAct({ verb: 'move', store: node }) },
            node.closedAt
              ? { key: 'reopen', label: t('reopen'), onClick: () => reopen.mutate({ storeId: node.id }) }
              : { key: 'close', label: t('close'), danger: true, onClick: askClose },
          ],
        }}
      >
        <Button type="text" size="small" icon={<MoreOutlined />} aria-label={`${k('more')} ${node.name}`} />
      </Dropdown>
    </span>
  )
}
