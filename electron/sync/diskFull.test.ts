import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startTestFiles } from '../../scripts/stack/files/testing/server'
import { Computer } from './testing/real'
import { mayMount, mountSmallDisk } from './testing/smallDisk'

const MEBIBYTE = 1024 * 1024
/** Mounting needs rights; whoever has none names an empty file system of a few megabytes. */
const GIVEN = process.env['SAMVERK_SYNC_SMALL_DISK']
const MAY_MOUNT = mayMount()

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
    const disk = MAY_MOUNT ? mountSmallDisk(here.root, 6) : undefined
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
      if (disk !== undefined) {
        disk.resize(64)
        await engine.syncNow()
        expect(here.hashes()).toEqual(there.hashes())
      }
      await close()
    } finally {
      disk?.unmount()
      here.remove()
      there.remove()
      await files.stop()
    }
  }
)
