import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { changeFiles } from '../../scripts/stack/files/control'
import { startTestFiles } from '../../scripts/stack/files/testing/server'
import { NO_GUARD } from './testing/history'
import { Computer } from './testing/real'
import type { TestFiles } from '../../scripts/stack/files/testing/server'

let files: TestFiles
let here: Computer

const team = (members: Readonly<Record<string, 'read' | 'edit'>>, quota: number | null = null) =>
  changeFiles(files.controlUrl, { team: { name: 'Team', quota, members } })
const there = async (path: string) => {
  const { status, text } = await files.send('GET', `/remote.php/dav/files/anna/${encodeURI(path)}`)
  return status === 200 ? text : status
}
const write = (path: string, content: string) => {
  writeFileSync(join(here.root, path), content)
}
const read = (path: string) => readFileSync(join(here.root, path), 'utf8')

beforeAll(async () => {
  files = await startTestFiles()
})
afterAll(() => files.stop())

beforeEach(async () => {
  await team({ anna: 'edit', bjorn: 'edit' })
  const reply = await files.send('GET', '/ocs/v2.php/core/getapppassword?format=json', {
    headers: { 'OCS-APIRequest': 'true' }
  })
  const { ocs } = JSON.parse(reply.text) as { ocs: { data: { apppassword: string } } }
  here = new Computer({ server: files.url, userId: 'anna', password: ocs.data.apppassword })
  here.limits = NO_GUARD
  mkdirSync(here.root)
  await here.sync()
  mkdirSync(join(here.root, 'Team/Avtal'), { recursive: true })
  write('Team/Avtal/plan.txt', 'plan')
  await here.sync()
})
afterEach(() => {
  here.remove()
})

it('what is made in a team’s folder goes there, and what is deleted in it goes from it', async () => {
  expect(await there('Team/Avtal/plan.txt')).toBe('plan')
  rmSync(join(here.root, 'Team/Avtal'), { recursive: true })
  await here.sync()
  expect(await there('Team/Avtal/plan.txt')).toBe(404)
  expect(readdirSync(here.root)).toContain('Team')
})

it('a team’s folder that is deleted here is not deleted there, nor what is in it, and comes back', async () => {
  rmSync(join(here.root, 'Team'), { recursive: true })
  await here.sync()
  await here.sync()
  expect(await there('Team/Avtal/plan.txt')).toBe('plan')
  expect(read('Team/Avtal/plan.txt')).toBe('plan')
})

it('a team’s folder that is renamed or moved here stays where it is there, and nothing is lost', async () => {
  mkdirSync(join(here.root, 'Eget'))
  await here.sync()
  for (const to of ['Omdöpt', 'Eget/Flyttad']) {
    renameSync(join(here.root, 'Team'), join(here.root, to))
    await here.sync()
    await here.sync()
    expect(await there('Team/Avtal/plan.txt')).toBe('plan')
    expect(read('Team/Avtal/plan.txt')).toBe('plan')
    expect(read(`${to}/Avtal/plan.txt`)).toBe('plan')
    expect(await there(`${to}/Avtal/plan.txt`)).toBe('plan')
  }
})

it('what a person loses the right to see goes into the recycle folder here, and comes back with the right', async () => {
  await team({ bjorn: 'edit' })
  await here.sync()
  expect(existsSync(join(here.root, 'Team'))).toBe(false)
  const recycled = readdirSync(join(here.base, 'recycled'), { recursive: true }).map(String)
  expect(recycled.some((path) => path.endsWith('plan.txt'))).toBe(true)
  await team({ anna: 'edit', bjorn: 'edit' })
  await here.sync()
  expect(read('Team/Avtal/plan.txt')).toBe('plan')
})

it('with the right to read alone nothing of here gets there, and what was changed stays here', async () => {
  await team({ anna: 'read' })
  write('Team/Avtal/plan.txt', 'ändrad här')
  const { engine, close } = await here.open(files.url)
  try {
    await engine.syncNow()
    expect(engine.errors()).toMatchObject([{ path: 'Team/Avtal/plan.txt', state: { code: 'noPermission' } }])
  } finally {
    await close()
  }
  expect(await there('Team/Avtal/plan.txt')).toBe('plan')
  expect(read('Team/Avtal/plan.txt')).toBe('ändrad här')
})

it('what does not fit into the team’s space waits and says so; the person’s own files and smaller ones go on', async () => {
  await team({ anna: 'edit' }, 2_000)
  write('Team/Avtal/stor.txt', 'x'.repeat(3_000))
  write('Team/Avtal/liten.txt', 'liten')
  write('egen.txt', 'x'.repeat(3_000))
  const { engine, close } = await here.open(files.url)
  try {
    await engine.syncNow()
    expect(engine.errors()).toMatchObject([{ path: 'Team/Avtal/stor.txt', state: { code: 'quotaExceeded' } }])
    expect(await there('Team/Avtal/liten.txt')).toBe('liten')
    expect(await there('egen.txt')).toBe('x'.repeat(3_000))
  } finally {
    await close()
  }
  expect(read('Team/Avtal/stor.txt')).toBe('x'.repeat(3_000))
})
