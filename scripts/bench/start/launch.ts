import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

import { chromium } from '@playwright/test'
import { z } from 'zod'

import { appPage } from '../../demo/appPage'
import { end } from '../../desktop/sessionBus'
import { electronDirectory } from '../../runtime/electron.mjs'
import { pssMb } from './pss'

export interface Launch {
  /** Directory of the app. */
  readonly app: string
  readonly env: Readonly<Record<string, string>>
  /** Beginning of the address of the window that is waited for. */
  readonly address: string
  /** What must be in that window. */
  readonly content: string
}

export interface Started {
  readonly firstPaintS: number
  readonly firstContentS: number
  readonly memoryMb: number
}

const patienceMs = 60_000

/** The app as a process that can be looked into from loopback, and that address. */
export async function launch({
  app,
  env
}: Launch): Promise<{ readonly process: ChildProcess; readonly debugging: string }> {
  const directory = await electronDirectory({ forTests: true })
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const args = [app, ...asRoot, '--disable-gpu', '--password-store=gnome-libsecret', '--remote-debugging-port=0']
  const child = spawn(join(directory, 'electron'), args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  for await (const line of createInterface(child.stderr)) {
    const debugging = /^DevTools listening on (ws:\S+)/u.exec(line)?.[1]
    if (debugging === undefined) continue
    child.stderr.resume()
    return { process: child, debugging }
  }
  throw new Error('The app ended at once')
}

/** Starts it, waits for its content, and says how long that took and what all its processes hold. */
export async function startOnce(wish: Launch): Promise<Started> {
  const startedMs = Date.now()
  const { process: app, debugging } = await launch(wish)
  try {
    const browser = await chromium.connectOverCDP(debugging)
    const page = await appPage(browser, wish.address, patienceMs)
    const { firstContentMs, firstPaintMs } = moments.parse(await page.evaluate(untilContent(wish.content)))
    const memoryMb = await settledMb(app.pid ?? 0)
    await browser.close()
    return {
      firstPaintS: (firstPaintMs - startedMs) / 1000,
      firstContentS: (firstContentMs - startedMs) / 1000,
      memoryMb
    }
  } finally {
    await end(app)
  }
}

const moments = z.object({ firstPaintMs: z.number(), firstContentMs: z.number() })

/**
 * In the page: the moments (milliseconds since 1970) when something was painted, and when the element was there. As
 * text, because what compiles these scripts puts names of its own into functions.
 */
const untilContent = (selector: string): string => `new Promise((resolve) => {
  const look = () => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0]
    if (document.querySelector(${JSON.stringify(selector)}) === null || paint === undefined) requestAnimationFrame(look)
    else resolve({
      firstPaintMs: performance.timeOrigin + paint.startTime,
      firstContentMs: performance.timeOrigin + performance.now()
    })
  }
  look()
})`

/** Memory when it no longer moves by more than a hundredth within a second, or after 15 s. */
async function settledMb(pid: number): Promise<number> {
  let before = pssMb(pid)
  for (let second = 0; second < 15; second += 1) {
    await delay(1_000)
    const now = pssMb(pid)
    if (Math.abs(now - before) < before / 100) return now
    before = now
  }
  return before
}
