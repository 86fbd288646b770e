import { z } from 'zod'
import type { FilesAbilities } from '../../../shared/model/files'
import { readEditors } from './editors'
import type { FilesRequests } from './requests'

const flag = z.boolean().catch(false)
const setting = z.object({ enforced: flag.optional(), days: z.coerce.number().optional().catch(undefined) }).optional()

const capabilitiesSchema = z.object({
  capabilities: z.object({
    files: z
      .object({
        undelete: flag.optional(),
        versioning: flag.optional(),
        version_labeling: flag.optional(),
        version_deletion: flag.optional(),
        locking: z.string().optional().catch(undefined),
        directEditing: z.looseObject({}).optional()
      })
      .optional()
      .catch(undefined),
    activity: z
      .object({ apiv2: z.array(z.string()) })
      .optional()
      .catch(undefined),
    files_sharing: z
      .object({
        api_enabled: flag.optional(),
        public: z
          .object({
            enabled: flag,
            password: setting.catch(undefined),
            expire_date: setting.catch(undefined)
          })
          .optional()
          .catch(undefined)
      })
      .optional()
      .catch(undefined),
    password_policy: z
      .object({ minLength: z.number().optional().catch(undefined) })
      .optional()
      .catch(undefined)
  })
})

/** What the server offers, by its capabilities; a part that cannot be read is not offered. */
export async function readAbilities(requests: FilesRequests): Promise<FilesAbilities> {
  const { capabilities } = await requests.ocs({ path: '/ocs/v2.php/cloud/capabilities', data: capabilitiesSchema })
  const { activity, files, files_sharing: sharing, password_policy: policy } = capabilities
  const links = sharing?.public
  return {
    trash: files?.undelete === true,
    versions: files?.versioning === true,
    versionLabels: files?.version_labeling === true,
    versionDeletion: files?.version_deletion === true,
    shares: sharing?.api_enabled === true,
    locks: files?.locking !== undefined,
    activity: activity?.apiv2.includes('filters') === true,
    links:
      links?.enabled === true
        ? {
            passwordNeeded: links.password?.enforced === true,
            expiryNeeded: links.expire_date?.enforced === true,
            expiryDays: links.expire_date?.days,
            passwordLength: policy?.minLength
          }
        : undefined,
    ...(files?.directEditing ? await readEditors(requests) : { editable: [], creators: [] })
  }
}

const versionsSchema = z.object({
  capabilities: z.object({
    files: z
      .object({ version_labeling: flag.optional(), version_deletion: flag.optional() })
      .optional()
      .catch(undefined)
  })
})

/**
 * Whether versions in teams' folders are named as all others. Before, such a version had the time when the next one
 * replaced it for a name, which is the time of the file's last change: the latest looks like what the file holds now.
 * The server says neither of these until its team folders have changed (groupfolders).
 */
export async function namesVersionsAnew(requests: FilesRequests): Promise<boolean> {
  const { capabilities } = await requests.ocs({ path: '/ocs/v2.php/cloud/capabilities', data: versionsSchema })
  return capabilities.files?.version_labeling === true || capabilities.files?.version_deletion === true
}

const address = z
  .url({ protocol: /^https$/ })
  .optional()
  .catch(undefined)
const officeSchema = z.object({
  capabilities: z.object({
    richdocuments: z
      .object({ config: z.object({ public_wopi_url: address, wopi_url: address }) })
      .optional()
      .catch(undefined)
  })
})

/**
 * Where the office suite of the server's editor is, when it has a place of its own: the editor's page shows it in a
 * frame (richdocuments). Undefined where there is none, or none elsewhere.
 */
export async function readOfficeOrigin(requests: FilesRequests): Promise<string | undefined> {
  const { capabilities } = await requests.ocs({ path: '/ocs/v2.php/cloud/capabilities', data: officeSchema })
  const config = capabilities.richdocuments?.config
  const url = config?.public_wopi_url ?? config?.wopi_url
  const origin = url === undefined ? undefined : new URL(url).origin
  return origin === new URL(requests.account.baseUrl).origin ? undefined : origin
}

/** A one-time address of the server's own editor for a file. It is a key: never logged, never shown. */
export async function openEditor(requests: FilesRequests, path: string): Promise<string> {
  const { url } = await requests.ocs({
    method: 'POST',
    path: '/ocs/v2.php/apps/files/api/v1/directEditing/open',
    params: { path: `/${path}` },
    data: z.object({ url: z.url({ protocol: /^https$/ }) })
  })
  return url
}
