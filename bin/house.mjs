// The whole product as one thing that starts and stops: database, web and worker under one supervisor.
import path from 'node:path'
import { build, buildIsFresh } from './build.mjs'
import { migrateDatabase, openDatabase } from './database.mjs'
import { claim } from './instance.mjs'
import { freePort } from './ports.mjs'
import { pause } from './processes.mjs'
import { root } from './project.mjs'
import { supervise, tailOf } from './supervisor.mjs'

const NEXT = path.join(root, 'node_modules/next/dist/bin/next')
/** The worker runs server code outside Next: TypeScript as it is, and the server's side of each package. */
export const TYPESCRIPT = ['--conditions=react-server', '--import', 'tsx']

async function answers(url) {
  try {
    return (await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000) })).status < 500
  } catch {
    return false
  }
}

/** The embedded server is no child of ours, so it is watched: a crash of it is mended within a second. */
function watchDatabase(server, reopen, report) {
  let stopped = false
  const watching = (async () => {
    while (!stopped) {
      await pause(500)
      if (stopped || server.running()) continue
      report('PostgreSQL 意外退出，正在重启 · ended, starting again')
      try {
        server = await reopen(server.port)
      } catch (error) {
        report(error.message)
        await pause(2_000)
      }
    }
  })()
  return async () => {
    stopped = true
    await watching
    await server.stop()
  }
}

/**
 * Starts everything and answers when the web answers. `mode` is `start` (production build) or `dev`. `step` shows a
 * step of work; `report` a line. Answers `{ living }` when another supervisor holds the folder.
 */
export async function startHouse({ state, settings, mode = 'start', wishedPort, serverSettings, step, report }) {
  const claimed = await claim(state)
  if (claimed.living) return { living: claimed.living }
  if (claimed.stopped.length > 0) report(`已结束上次遗留的进程 · ended what a killed start had left: ${claimed.stopped.join(', ')}`)

  const undo = [async () => claimed.release()]
  let ending
  const stop = () => {
    ending ??= (async () => {
      for (const work of undo.reverse()) await work()
    })()
    return ending
  }

  try {
    const opened = await step('启动数据库 · database', async () => {
      const result = await openDatabase({ state, settings, serverSettings })
      if (result.server) {
        const reopen = async (port) => (await openDatabase({ state, settings, serverSettings, port })).server
        undo.push(watchDatabase(result.server, reopen, report))
      }
      return result
    })
    await step('迁移数据表 · migrations', () => migrateDatabase(opened.settings))
    if (mode === 'start' && !buildIsFresh()) await step('构建网页 · building', build)

    const host = settings.HOST || '127.0.0.1'
    const port = await freePort(wishedPort, host)
    if (wishedPort !== 0 && port !== wishedPort)
      report(`端口 ${wishedPort} 已被占用，改用 ${port} · port ${wishedPort} is taken, using ${port}`)
    const address = settings.NEXTAUTH_URL || `http://localhost:${port}`
    const env = {
      ...opened.settings,
      NEXTAUTH_URL: address,
      PORT: String(port),
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_ENV: mode === 'dev' ? 'development' : 'production',
    }
    const inherit = mode === 'dev'
    const supervisor = supervise({ cwd: root, logs: state, env, started: claimed.started, report })
    undo.push(supervisor.stop)
    await step('启动服务 · web and worker', async () => {
      supervisor.start({ name: 'web', inherit, args: [NEXT, mode === 'dev' ? 'dev' : 'start', '-p', String(port), '-H', host] })
      supervisor.start({ name: 'worker', inherit, args: [...TYPESCRIPT, path.join(root, 'server/jobs/worker.ts')] })
      const until = Date.now() + 60_000
      while (!(await answers(`http://127.0.0.1:${port}/sign-in`))) {
        if (Date.now() > until) throw new Error(`The web does not answer:\n${tailOf(path.join(state, 'web.log'))}`)
        await pause(50)
      }
    })
    claimed.tell(address)
    return { address, port, env, supervisor, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
