'use client'

import { ColumnHeightOutlined, SettingOutlined } from '@ant-design/icons'
// Not by the front door: through it every page of this part would load forms, layouts and lists as well.
import { enGBIntl, ProConfigProvider, zhCNIntl } from '@ant-design/pro-components/es/provider'
import ProTable from '@ant-design/pro-components/es/table/Table'
import { Button, ConfigProvider } from 'antd'
import { useLocale } from 'next-intl'
import type { ReactNode } from 'react'
import styles from './adjustable-table.module.css'
import base from './data-table.module.css'

type Line = { key: string; cells: Record<string, ReactNode> }

type Props = {
  label: string
  columns: readonly { key: string; title: ReactNode; align?: 'left' | 'right'; width?: number }[]
  lines: Line[]
  remembered: string
}

// What scrolls must take the focus, or the keyboard cannot scroll it.
const reachable = { tabIndex: 0 }
const menus = { className: styles.menu }

/** Lines under a bar that sets the columns and the density; loaded by the history table. */
export function AdjustableTable({ label, columns, lines, remembered }: Props) {
  const intl = useLocale() === 'zh' ? zhCNIntl : enGBIntl
  const density = intl.getMessage('tableToolBar.density', '')
  const setting = intl.getMessage('tableToolBar.columnSetting', '')
  return (
    <ConfigProvider dropdown={menus}>
      <ProConfigProvider intl={intl} hashed={false}>
        <ProTable<Line>
          className={`${base.table} ${styles.table}`}
          columns={columns.map((c) => ({
            key: c.key,
            title: c.title,
            align: c.align,
            width: c.width,
            render: (_, line) => line.cells[c.key],
          }))}
          dataSource={lines}
          rowKey="key"
          search={false}
          pagination={false}
          cardProps={false}
          defaultSize="large"
          columnsState={{ persistenceKey: `rungs.columns.${remembered}`, persistenceType: 'localStorage' }}
          options={{
            reload: false,
            density: true,
            densityIcon: <Button type="text" icon={<ColumnHeightOutlined />} aria-label={density} />,
            // Nothing that only a mouse could do: no dragging, no pins without a name.
            setting: {
              draggable: false,
              showListItemOption: false,
              checkedReset: false,
              settingIcon: <Button type="text" icon={<SettingOutlined />} aria-label={setting} />,
            },
          }}
          tableViewRender={(_, table) => (
            <section className={base.scroller} aria-label={label} {...reachable}>
              {typeof table === 'function' ? table() : table}
            </section>
          )}
        />
      </ProConfigProvider>
    </ConfigProvider>
  )
}
