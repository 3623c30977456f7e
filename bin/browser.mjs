// The browser and the font that the end-to-end tests need.
import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { say, step } from './progress.mjs'
import { root } from './project.mjs'
import { run } from './run.mjs'

const runnable = (file) => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const SYSTEM = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

function onPath(name) {
  if (path.isAbsolute(name)) return runnable(name) ? name : null
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return folders.map((folder) => path.join(folder, name)).find(runnable) ?? null
}

/** A Chromium that is there already: the named one, Playwright's own, or the system's. */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (!runnable(named)) throw new Error(`CHROMIUM_PATH names ${named}, which cannot be run`)
    return named
  }
  const { chromium } = await import('@playwright/test')
  const own = chromium.executablePath()
  if (own && existsSync(own)) return own
  return SYSTEM.map(onPath).find(Boolean) ?? null
}

/** Playwright's own download, given up when nothing moves for a while. */
function download() {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const giveUp = () => child.kill('SIGKILL')
    let timer = setTimeout(giveUp, 20_000)
    const moved = () => {
      clearTimeout(timer)
      timer = setTimeout(giveUp, 20_000)
    }
    child.stdout.on('data', moved)
    child.stderr.on('data', moved)
    child.on('error', () => resolve(false))
    child.on('exit', (code) => {
      clearTimeout(timer)
      resolve(code === 0)
    })
  })
}

const canApt = () => process.getuid?.() === 0 && onPath('apt-get') !== null

async function apt(...packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-q'], { env })
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env })
}

/** Whether the machine can draw Chinese. Where it cannot be asked, it is believed to. */
function drawsChinese() {
  const fonts = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
  return fonts.status !== 0 ? process.platform !== 'linux' : fonts.stdout.trim() !== ''
}

/** The path of a Chromium, installed when there is none, and a font for Chinese. */
export async function ensureBrowser() {
  let browser = await findBrowser()
  if (!browser) {
    await step('安装浏览器 · installing Chromium', async () => {
      if (await download()) return
      if (canApt()) await apt('chromium', 'fonts-noto-cjk', 'fontconfig')
    })
    browser = await findBrowser()
  }
  if (!browser) {
    throw new Error(
      'No Chromium was found and none could be installed: install one (on Debian "apt-get install chromium fonts-noto-cjk") or set CHROMIUM_PATH to one, and run the tests again.',
    )
  }
  if (!drawsChinese()) {
    if (canApt()) await step('安装中文字体 · installing a font for Chinese', () => apt('fonts-noto-cjk', 'fontconfig'))
    else say('  ! 缺少中文字体，截图里的中文会显示为方块 · no font for Chinese: it is drawn as boxes (install fonts-noto-cjk)')
  }
  return browser
}
