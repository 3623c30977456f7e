'use client'

import styles from './message-page.module.css'
import './globals.css'

/** Nothing else could be drawn, the words included: so it says it in both languages itself. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="zh-CN">
      <head>
        <title>出了问题 · Something went wrong</title>
      </head>
      <body>
        <main className={styles.page}>
          <h1>页面出了问题 · Something went wrong</h1>
          <p>已有的数据没有改动，请重试。Your existing data has not changed; try again.</p>
          {error.digest && (
            <p>
              错误编号 · Error number <code>{error.digest}</code>
            </p>
          )}
          <button type="button" className={styles.act} onClick={reset}>
            重试 · Try again
          </button>
        </main>
      </body>
    </html>
  )
}
