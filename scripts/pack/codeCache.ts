import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

import { startFilesServer } from '../stack/files/server'

const run = promisify(execFile)
const person = { id: 'anna', name: 'Anna Åström', address: 'anna@exempel.test', password: 'Annas-hemlighet-1' }

/**
 * Has V8 keep what it compiles while the program brings two small folders together with a server of its own: so that
 * the code holds what a run needs, and not all that there is.
 */
export async function writeCodeCache(program: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'samverk-code-'))
  const server = await startFilesServer({ dir: join(work, 'server'), port: 0, controlPort: 0, people: [person] })
  try {
    const keeper = resolve(import.meta.dirname, 'keepCode.cjs')
    const sync = async (name: string, keeps: boolean): Promise<void> => {
      const [folder, journal] = [join(work, name), join(work, `${name}.sqlite`)]
      await mkdir(folder, { recursive: true })
      const given = ['--user', person.id, '--password', person.password, '--journal', journal, folder, server.url]
      await run(process.execPath, [...(keeps ? ['--require', keeper] : []), program, ...given])
    }
    await mkdir(join(work, 'here', 'mapp'), { recursive: true })
    for (const file of ['a.txt', 'mapp/b.txt']) await writeFile(join(work, 'here', file), file)
    await sync('here', false)
    await sync('there', false)
    await writeFile(join(work, 'here', 'a.txt'), 'changed')
    await mkdir(join(work, 'here', 'ny'))
    await writeFile(join(work, 'here', 'ny', 'c.txt'), 'new')
    await sync('here', true)
    await writeFile(join(work, 'there', 'a.txt'), 'changed on both sides')
    await sync('there', true)
  } finally {
    await server.stop()
    await rm(work, { recursive: true, force: true })
  }
}
