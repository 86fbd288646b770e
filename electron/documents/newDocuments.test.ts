import { expect, it, vi } from 'vitest'
import { failure, success } from '../../shared/result'
import { openNewDocuments } from './newDocuments'

vi.mock('electron', () => ({ shell: {}, net: {} }))

const wanted = { folder: 'Möten', name: 'Protokoll.md', editorId: 'text', creatorId: 'textdocument' }

function documents(names: readonly string[], onDisk: 'free' | 'exists' | 'nameInvalid' = 'free') {
  const makeDocument = vi.fn(() => Promise.resolve(success({ fileId: '7', url: 'https://moln.insjoverket.test/e' })))
  const syncNow = vi.fn(() => Promise.resolve())
  const freePath = (folder: string, name: string) =>
    Promise.resolve(onDisk === 'free' ? success(`${folder}/${name}`) : failure({ code: onDisk }))
  const made = openNewDocuments(
    { makeDocument },
    {
      folder: () => ({ freePath }),
      list: () => Promise.resolve(names.map((name) => ({ name }))),
      client: () => ({ syncNow })
    }
  ).make(wanted)
  return { made, makeDocument, syncNow }
}

it('a document is made on the server, and the folder is looked at for it', async () => {
  const { made, makeDocument, syncNow } = documents(['Annat.md'])
  expect(await made).toEqual(
    success({ path: 'Möten/Protokoll.md', fileId: '7', url: 'https://moln.insjoverket.test/e' })
  )
  expect(makeDocument).toHaveBeenCalledWith(wanted, 'Möten/Protokoll.md')
  expect(syncNow).toHaveBeenCalledOnce()
})

it('a name that is taken on this computer or on the server alone, and one that is none, are refused', async () => {
  for (const [{ made, makeDocument }, code] of [
    [documents(['PROTOKOLL.md']), 'exists'],
    [documents([], 'exists'), 'exists'],
    [documents([], 'nameInvalid'), 'nameInvalid']
  ] as const) {
    expect(await made).toEqual(failure({ code }))
    expect(makeDocument).not.toHaveBeenCalled()
  }
})
