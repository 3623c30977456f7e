// npm start: from a clone to a running product. `npm run dev` is the same with the development server.
import { startHouse } from './house.mjs'
import { installPackages } from './packages.mjs'
import { say, step } from './progress.mjs'
import { stateFolder } from './project.mjs'
import { endRuns } from './run.mjs'
import { readSettings } from './settings.mjs'

/** npm, when it is ended, may take the shell between us along and tell us nothing: then nobody is left to stop us. */
function whenAlone(stop) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stop()
  }, 500)
  timer.unref()
}

async function main(mode) {
  const since = performance.now()
  let house
  let ending = 0
  const end = async (code) => {
    // Ctrl-C arrives twice, from the terminal and from npm; a second one that a person sends ends it at once.
    if (ending && Date.now() - ending > 2_000) process.exit(130)
    if (ending) return
    ending = Date.now()
    say('\n正在停止 · stopping …')
    endRuns()
    await house?.stop()
    say('已停止 · stopped')
    process.exit(code)
  }

  try {
    say('Rungs 阶享会员台')
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => end(0))
    if (process.env.npm_lifecycle_event) whenAlone(() => end(0))
    await installPackages()
    const state = stateFolder()
    const settings = readSettings(state)
    const starting = startHouse({
      state,
      settings,
      mode,
      wishedPort: Number(settings.PORT || 3000),
      step,
      report: (line) => say(`  ! ${line}`),
    })
    house = { stop: async () => (await starting.catch(() => null))?.stop?.() }
    const started = await starting
    if (ending) return
    if (started.living) {
      const { supervisor, address } = started.living
      say(`已经在运行 · already running${address ? `: ${address}` : ', and still starting'} (process ${supervisor.pid})`)
      process.exit(0)
    }
    const seconds = ((performance.now() - since) / 1000).toFixed(1)
    say(`
就绪，用时 ${seconds} 秒 · ready in ${seconds} s

  地址 · address    ${started.address}
  下一步 · next     打开上面的地址，注册商户，选一个方案模板，发送一笔试单
                    open it, sign up, choose a program template, send a test order
  停止 · stop       Ctrl-C
  日志 · logs       ${state}
`)
  } catch (error) {
    if (ending) return
    const denied = error.code === 'EACCES' || error.code === 'EPERM'
    say(`\n无法启动 · cannot start: ${error.message}`)
    if (denied) say('  这个文件夹属于另一个用户 · this folder belongs to another user: start as that user, or make a clone of your own')
    process.exit(1)
  }
}

await main(process.argv.includes('--dev') ? 'dev' : 'start')
