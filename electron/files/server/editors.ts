import { z } from 'zod'
import type { DocumentCreator, DocumentTemplate, NewDocument } from '../../../shared/model/files'
import { decodePath, readItem } from './items'
import { FilesError, type FilesRequests } from './requests'

const base = '/ocs/v2.php/apps/files/api/v1/directEditing'
const creatorsAtMost = 30
const templatesAtMost = 200

// PHP writes a table without entries, or with the keys 0, 1, 2, as a list.
const table = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).catch([])

/** The entries that are as they should be, so many at most; the others are left out. */
const entriesOf = <T extends z.ZodType>(entries: z.infer<typeof table>, entry: T, atMost: number): z.infer<T>[] =>
  Object.values(entries)
    .slice(0, atMost)
    .flatMap((one) => {
      const read = entry.safeParse(one)
      return read.success ? [read.data] : []
    })

const id = z.string().min(1).max(100)
const title = z.string().transform((text) => text.trim().slice(0, 80))
// A list that lost some of its entries is written as a table.
const mimetypes = table.transform((entries) => Object.values(entries).filter((one) => typeof one === 'string'))

// What an editor can open but is not there for (`optionalMimetypes`) the server refuses unless that editor is named.
const editorSchema = z.object({ mimetypes })
const creatorSchema = z.object({
  id,
  editor: id,
  name: title,
  extension: z.string().regex(/^[a-z0-9]{1,12}$/i),
  templates: z.boolean().catch(false)
})

// Some editors number their templates and call the title a name.
const templateSchema = z.object({
  id: z.union([id, z.number().transform(String)]),
  title: title.optional().catch(undefined),
  name: title.optional().catch(undefined),
  preview: z.string().max(2_000).nullish().catch(undefined)
})

export interface Editors {
  readonly editable: readonly string[]
  readonly creators: readonly DocumentCreator[]
}

/** What can be edited and made on the server itself. */
export async function readEditors(requests: FilesRequests): Promise<Editors> {
  const found = await requests.ocs({ path: base, data: z.object({ editors: table, creators: table }) })
  return {
    editable: entriesOf(found.editors, editorSchema, creatorsAtMost).flatMap((editor) => editor.mimetypes),
    creators: entriesOf(found.creators, creatorSchema, creatorsAtMost).map((creator) => ({
      id: creator.id,
      editorId: creator.editor,
      name: creator.name,
      extension: creator.extension.toLowerCase(),
      begins: creator.templates ? 'chosen' : 'empty'
    }))
  }
}

/** A template, and where its picture is on the server itself. */
export interface TemplateAnswer extends DocumentTemplate {
  readonly previewPath: string | undefined
}

export async function readTemplates(
  requests: FilesRequests,
  { id: creatorId, editorId }: Pick<DocumentCreator, 'id' | 'editorId'>
): Promise<TemplateAnswer[]> {
  const { templates } = await requests.ocs({
    path: `${base}/templates/${encodeURIComponent(editorId)}/${encodeURIComponent(creatorId)}`,
    data: z.object({ templates: table })
  })
  return entriesOf(templates, templateSchema, templatesAtMost).map((template) => ({
    id: template.id,
    title: template.title ?? template.name ?? '',
    previewPath: ownPath(template.preview, requests.account.baseUrl)
  }))
}

/** The address without the server's own beginning; undefined when it leads to another. */
function ownPath(address: string | null | undefined, baseUrl: string): string | undefined {
  if (address == null || address === '' || decodePath(address, baseUrl) === undefined) return undefined
  const { pathname, search } = new URL(address, baseUrl)
  return pathname + search
}

/** A document that was made; the one-time address of its editor is a key: never logged, never shown. */
export interface MadeDocument {
  readonly fileId: string | null
  readonly url: string | undefined
}

/** Makes a document on the server. @throws `FilesError` `exists` and `folderNotSent`, beside the usual. */
export async function makeDocument(requests: FilesRequests, wanted: NewDocument, path: string): Promise<MadeDocument> {
  // The server refuses all of it with the same number: what it may be is asked before.
  await requireFolder(requests, wanted.folder)
  if (await find(requests, path)) throw new FilesError({ code: 'exists' })
  const { url } = await requests.ocs({
    method: 'POST',
    path: `${base}/create`,
    params: {
      path: `/${path}`,
      editorId: wanted.editorId,
      creatorId: wanted.creatorId,
      ...(wanted.templateId !== undefined && { templateId: wanted.templateId })
    },
    // The file is there, whatever the address is like: that is another question than whether it was made.
    data: z
      .object({
        url: z
          .url({ protocol: /^https$/ })
          .optional()
          .catch(undefined)
      })
      .catch({ url: undefined })
  })
  const made = await find(requests, path).catch(() => undefined)
  return { fileId: made?.fileId ?? null, url }
}

async function requireFolder(requests: FilesRequests, folder: string): Promise<void> {
  if (folder === '') return
  const found = await find(requests, folder)
  if (found?.kind !== 'folder') throw new FilesError({ code: 'folderNotSent' })
  if (!found.may.change) throw new FilesError({ code: 'noPermission' })
}

async function find(requests: FilesRequests, path: string) {
  try {
    return await readItem(requests, path)
  } catch (error) {
    if (error instanceof FilesError && error.problem.code === 'gone') return undefined
    throw error
  }
}
