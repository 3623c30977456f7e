'use client'

import { Input, Radio, Select, Switch } from 'antd'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { DateOrder, type ImportPlan, type ImportSubject } from '@/server/engine/import/column'
import { useDates } from '../kit/dates'
import styles from './import-page.module.css'

type Props = { subject: ImportSubject; plan: ImportPlan; onChange: (plan: ImportPlan) => void }

/** How to import: whether history earns, under which channel, and what to do with members who are not known or known. */
export function ChoicesForm({ subject, plan, onChange }: Props) {
  const t = useTranslations('import')
  const { zoneName } = useDates()
  const id = useId()
  const dated = plan.columns.occurred_at !== undefined || plan.columns.joined_at !== undefined
  return (
    <div className={styles.choices}>
      {subject === 'orders' ? (
        <>
          <fieldset>
            <legend>{t('earns')}</legend>
            <Radio.Group vertical value={plan.earns} onChange={(e) => onChange({ ...plan, earns: e.target.value === true })}>
              <Radio value={true}>
                {t('earnsYes')} <small>{t('earnsYesHint')}</small>
              </Radio>
              <Radio value={false}>
                {t('earnsNo')} <small>{t('earnsNoHint')}</small>
              </Radio>
            </Radio.Group>
          </fieldset>
          {plan.columns.channel === undefined && (
            <div className={styles.choice}>
              <label htmlFor={`${id}channel`}>{t('channel')}</label>
              <Input
                id={`${id}channel`}
                defaultValue={plan.channel}
                maxLength={64}
                onBlur={(e) => onChange({ ...plan, channel: e.target.value.trim() || 'default' })}
              />
              <small>{t('channelHint')}</small>
            </div>
          )}
          <label className={styles.switch} htmlFor={`${id}enrols`}>
            <Switch id={`${id}enrols`} checked={plan.enrols} onChange={(enrols) => onChange({ ...plan, enrols })} />
            {t('enrols')}
          </label>
        </>
      ) : (
        <fieldset>
          <legend>{t('existing')}</legend>
          <Radio.Group value={plan.existing} onChange={(e) => onChange({ ...plan, existing: e.target.value })}>
            <Radio value="skip">{t('existingSkip')}</Radio>
            <Radio value="update">{t('existingUpdate')}</Radio>
          </Radio.Group>
        </fieldset>
      )}
      {dated && (
        <div className={styles.choice}>
          <label htmlFor={`${id}order`}>{t('dateOrder')}</label>
          <Select
            id={`${id}order`}
            options={DateOrder.options.map((value) => ({ value, label: t(`dateOrders.${value}`) }))}
            value={plan.dateOrder}
            onChange={(dateOrder) => onChange({ ...plan, dateOrder })}
          />
          <small>{t('zoneHint', { zone: zoneName })}</small>
        </div>
      )}
    </div>
  )
}
