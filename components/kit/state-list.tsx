'use client'

import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import { ChoiceStrip } from './choice-strip'
import { type Column, DataTable } from './data-table'
import { FilterBar } from './filter-bar'
import { useListState } from './list-state'
import { Section } from './page'
import { SearchBox } from './search-box'
import styles from './state-list.module.css'
import { EmptyState } from './states'

type Found<Row, State extends string> = { rows: Row[]; total: number; counts: Record<State, number> }

type Props<Row, State extends string> = {
  /** Whose words say the title, the tabs, the search, and that a state has nothing. */
  word: 'coupon' | 'campaign'
  columns: readonly Column<Row>[]
  /** The states that have a tab, in their order; the first is shown where the address names none. */
  tabs: readonly (State | 'all')[]
  tab: State | 'all'
  found: { data: Found<Row, State> | undefined; error: unknown; refetch: () => void; isPlaceholderData: boolean }
}

const searched = ['q'] as const
const narrowed = ['state'] as const

/** How many there are in all states together; nothing while that is not known. */
export const allOf = (counts: Record<string, number> | undefined): number | undefined =>
  counts && Object.values(counts).reduce((sum, n) => sum + n, 0)

/** A list by state: the state, the search and the page are in the address. On a phone each row is a card. */
export function StateList<Row extends { id: string }, State extends string>({ word, columns, tabs, tab, found }: Props<Row, State>) {
  const t = useTranslations(word)
  const tabText = t as unknown as (key: `tabs.${string}`) => string
  const list = useListState(searched)
  const state = useListState(narrowed)
  const counts = found.data?.counts
  const all = allOf(counts)
  const show = (next: string) => state.narrow({ state: next === tabs[0] ? undefined : next })
  return (
    <Section flush>
      <ChoiceStrip
        label={t('byState')}
        value={tab}
        onChange={show}
        options={tabs.map((value) => ({ value, label: tabText(`tabs.${value}`), count: value === 'all' ? all : counts?.[value] }))}
      />
      <div className={styles.filters}>
        <FilterBar>
          <SearchBox label={t('search')} hint={t('searchHint')} value={list.filter.q ?? ''} onSearch={(q) => list.narrow({ q })} />
        </FilterBar>
      </div>
      <DataTable
        cards
        label={t('title')}
        columns={columns}
        rowKey={(row) => row.id}
        rows={found.data?.rows}
        total={found.data?.total}
        list={list}
        error={found.error}
        retry={found.refetch}
        refreshing={found.isPlaceholderData}
        empty={
          <EmptyState
            title={t('noneInState.title', { state: tabText(`tabs.${tab}`) })}
            why={t('noneInState.why', { count: all ?? 0 })}
            actions={<Button onClick={() => show('all')}>{t('noneInState.all')}</Button>}
          />
        }
      />
    </Section>
  )
}
