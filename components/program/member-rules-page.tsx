'use client'

import { CheckOutlined, CopyOutlined, PrinterOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useDates } from '../kit/dates'
import { useListState } from '../kit/list-state'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath } from '../kit/rights'
import { EmptyState, ErrorState, TextSkeleton } from '../kit/states'
import { useTRPC } from '../trpc/client'
import styles from './member-rules-page.module.css'

/** The published program as members read it, to be copied or printed. */
export function MemberRulesPage() {
  const t = useTranslations('program.memberRules')
  const locale = useLocale()
  const dates = useDates()
  const path = useConsolePath()
  const trpc = useTRPC()
  const list = useListState(['lang'] as const)
  const asked = list.filter.lang
  const language = asked === 'zh' || asked === 'en' ? asked : locale
  const rules = useQuery(trpc.program.memberRules.queryOptions({ language }, { placeholderData: keepPreviousData }))
  const { data } = rules
  return (
    <Page width="narrow">
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={data && <Acts text={data.text} key={data.text} />}
        facts={data && <span>{t('asOf', { number: data.version, when: dates.instant(data.effectiveFrom) })}</span>}
      />
      {rules.error && <ErrorState error={rules.error} retry={() => void rules.refetch()} />}
      {rules.isPending && <TextSkeleton />}
      {data === null && (
        <Section>
          <EmptyState title={t('emptyTitle')} why={t('emptyWhy')} actions={<Link href={path('/program')}>{t('toProgram')}</Link>} />
        </Section>
      )}
      {data && (
        <>
          <div className={styles.bar}>
            <Segmented
              aria-label={t('language')}
              value={language}
              onChange={(chosen) => list.narrow({ lang: chosen })}
              options={[
                { value: 'zh', label: '简体中文' },
                { value: 'en', label: 'English' },
              ]}
            />
          </div>
          <Section>
            <article className={styles.rules} lang={data.language} data-testid="member-rules">
              <h2 className={styles.title}>{data.title}</h2>
              {data.sections.map(({ heading, lines }) => (
                <section key={heading}>
                  <h3 className={styles.heading}>{heading}</h3>
                  <ul className={styles.lines}>
                    {lines.map((line) => (
                      <li key={line}>{line}</li>
                    ))}
                  </ul>
                </section>
              ))}
            </article>
          </Section>
          <p className={styles.note}>
            {t('hidden')} {t('draft')}
          </p>
        </>
      )}
    </Page>
  )
}

function Acts({ text }: { text: string }) {
  const t = useTranslations('program.memberRules')
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <span className={styles.acts}>
      <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
        {t('print')}
      </Button>
      <Button type="primary" icon={copied ? <CheckOutlined /> : <CopyOutlined />} onClick={copy}>
        {t(copied ? 'copied' : 'copy')}
      </Button>
    </span>
  )
}
