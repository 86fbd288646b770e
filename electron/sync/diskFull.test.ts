import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startTestFiles } from '../../scripts/stack/files/testing/server'
import { Computer } from './testing/real'

const MEBIBYTE = 1024 * 1024
const MOUNT = '/bin/mount'
const UNMOUNT = '/bin/umount'
/** Mounting needs rights; whoever has none names an empty file system of a few megabytes. */
const GIVEN = process.env['SAMVERK_SYNC_SMALL_DISK']
const MAY_MOUNT = process.platform === 'linux' && process.getuid?.() === 0 && canMount()

function canMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

it.runIf(GIVEN !== undefined || MAY_MOUNT)(
  'case 60: on a real disk that is full what fits arrives, nothing is half written, and the rest comes when there is room',
  async () => {
    const files = await startTestFiles()
    const reply = await files.send('GET', '/ocs/v2.php/core/getapppassword?format=json', {
      headers: { 'OCS-APIRequest': 'true' }
    })
    const { ocs } = JSON.parse(reply.text) as { ocs: { data: { apppassword: string } } }
    const account = { server: files.url, userId: 'anna', password: ocs.data.apppassword }
    const there = new Computer(account)
    const here = new Computer(account)
    mkdirSync(there.root)
    mkdirSync(here.root)
    const mount = (options: string): void => {
      if (MAY_MOUNT) execFileSync(MOUNT, ['-t', 'tmpfs', '-o', options, 'tmpfs', here.root])
    }
    mount('size=6m')
    try {
      writeFileSync(join(there.root, 'stor.bin'), randomBytes(20 * MEBIBYTE))
      writeFileSync(join(there.root, 'liten.bin'), randomBytes(MEBIBYTE))
      await there.sync()
      const { engine, close } = await here.open(files.url)
      await engine.syncNow()
      expect(engine.errors()).toMatchObject([
        { path: 'stor.bin', state: { code: 'diskFull', remedy: 'freeDiskSpace' } }
      ])
      expect(Object.keys(here.hashes())).toEqual(['liten.bin'])
      expect(here.hashes()['liten.bin']).toBe(there.hashes()['liten.bin'])
      expect(readdirSync(join(here.root, '.samverk-sync', 'incoming'))).toEqual([])
      if (MAY_MOUNT) {
        execFileSync(MOUNT, ['-o', 'remount,size=64m', here.root])
        await engine.syncNow()
        expect(here.hashes()).toEqual(there.hashes())
      }
      await close()
    } finally {
      if (MAY_MOUNT) execFileSync(UNMOUNT, ['-l', here.root])
      here.remove()
      there.remove()
      await files.stop()
    }
  }
)
