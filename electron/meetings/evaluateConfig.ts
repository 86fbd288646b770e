import { BrowserWindow, session } from 'electron'
import { randomBytes } from 'node:crypto'
import { appScheme } from '../windows/scheme'

const timeoutMs = 3_000
const maxChars = 512 * 1024
const page = `${appScheme}://config/`
const policy = "default-src 'none'; script-src 'unsafe-eval'; frame-ancestors 'none'"

/**
 * Runs a deployment's config.js, which is a program, where it can do nothing: a hidden sandboxed window in a session of
 * its own, without preload, network or storage, thrown away afterwards.
 * @returns the JSON value of `config`, or undefined when it fails or takes longer than 3 s.
 */
export async function evaluateConfig(script: string): Promise<unknown> {
  const cell = session.fromPartition(`config-${randomBytes(8).toString('hex')}`)
  cell.webRequest.onBeforeRequest((details, answer) => answer({ cancel: details.url !== page }))
  cell.protocol.handle(
    appScheme,
    () =>
      new Response('<!doctype html><title>config</title>', {
        headers: { 'Content-Type': 'text/html', 'Content-Security-Policy': policy }
      })
  )
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: cell,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webgl: false,
      images: false,
      spellcheck: false
    }
  })
  window.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeoutMs)
  })
  try {
    const text = await Promise.race([run(window, script), tooLong])
    return typeof text === 'string' && text.length <= maxChars ? (JSON.parse(text) as unknown) : undefined
  } catch (error) {
    console.warn('A meeting server’s settings could not be run', error)
    return undefined
  } finally {
    clearTimeout(timer)
    // A script in an endless loop does not hear that its window is closing.
    window.webContents.forcefullyCrashRenderer()
    window.destroy()
  }
}

async function run(window: BrowserWindow, script: string): Promise<unknown> {
  await window.loadURL(page)
  // Marks of a web server's includes that nobody filled in.
  const clean = script.replace(/<!--#[^>]*-->/g, '')
  const body = `${clean}\n;return JSON.stringify(config)`
  return window.webContents.executeJavaScript(`new Function(${JSON.stringify(body)})()`) as Promise<unknown>
}
