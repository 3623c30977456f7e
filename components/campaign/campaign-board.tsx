'use client'

import { Alert, Button } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useListState } from '../kit/list-state'
import { Page, PageHeader } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { viewOf } from './campaign-ask'
import styles from './campaign-board.module.css'
import { CampaignCalendarView } from './campaign-calendar'
import { CampaignList, NoCampaigns, useAnyCampaign } from './campaign-list'

/** Campaigns as a list or as a calendar: which of both is in the address. `published`: whether a program is in force. */
export function CampaignBoard({ published }: { published: boolean }) {
  const t = useTranslations('campaign')
  const path = useConsolePath()
  const mayWrite = useMay('campaign:write')
  const { filter, narrow } = useListState(['view'] as const)
  const view = viewOf(filter.view)
  const any = useAnyCampaign()
  return (
    <Page>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {any && (
              <fieldset className={styles.views} aria-label={t('views.label')}>
                {(['list', 'calendar'] as const).map((one) => (
                  <button
                    key={one}
                    type="button"
                    className={styles.view}
                    aria-pressed={view === one}
                    onClick={() => narrow({ view: one === 'list' ? undefined : one })}
                  >
                    {t(`views.${one}`)}
                  </button>
                ))}
              </fieldset>
            )}
            {mayWrite && any && (
              <Link href={path('/campaigns/new')}>
                <Button type="primary" tabIndex={-1}>
                  {t('create')}
                </Button>
              </Link>
            )}
          </>
        }
      />
      {!published && <NotPublished />}
      {view === 'calendar' ? <CampaignCalendarView /> : any === false ? <NoCampaigns /> : <CampaignList />}
    </Page>
  )
}

/** A campaign adds to what the program gives; where there is none yet, that comes first. */
function NotPublished() {
  const t = useTranslations('campaign.noProgram')
  const path = useConsolePath()
  const mayPublish = useMay('program:publish')
  return (
    <Alert
      className={styles.notPublished}
      type="info"
      showIcon
      title={t('title')}
      description={t('why')}
      action={mayPublish && <Link href={path('/program')}>{t('go')}</Link>}
    />
  )
}
