import type { LinkRules } from '../context'
import { directEditingEtag } from '../editing/editors'

export const version = { version: '31.0.9.1', versionstring: '31.0.9' }

/** Longest that a password of a link may not be short of. */
export const minPasswordLength = 10

/** `/status.php`. */
export const statusDocument = (maintenance: boolean) => ({
  installed: true,
  maintenance,
  needsDbUpgrade: false,
  ...version,
  edition: '',
  productname: 'Nextcloud',
  extendedSupport: false
})

/** Just what this server does; `base` is the address by which it was asked. No `checksums`, as recorded. */
const capabilities = (base: string, links: LinkRules) => ({
  activity: { apiv2: ['filters', 'filters-api', 'previews', 'rich-strings'] },
  core: { pollinterval: 60, 'webdav-root': 'remote.php/webdav' },
  bruteforce: { delay: 0 },
  dav: { chunking: '1.0' },
  files: {
    bigfilechunking: true,
    blacklisted_files: ['.htaccess'],
    chunked_upload: { max_size: 100 * 1024 * 1024, max_parallel_count: 5 },
    directEditing: {
      url: `${base}/ocs/v2.php/apps/files/api/v1/directEditing`,
      etag: directEditingEtag,
      supportsFileId: true
    },
    forbidden_filenames: ['.htaccess'],
    forbidden_filename_basenames: [],
    forbidden_filename_characters: ['\\', '/'],
    forbidden_filename_extensions: [],
    locking: '1.0',
    'api-feature-lock-type': true,
    undelete: true,
    versioning: true,
    version_labeling: true,
    version_deletion: true
  },
  files_sharing: {
    api_enabled: true,
    public: {
      enabled: true,
      password: { enforced: links.passwordNeeded, askForOptionalPassword: false },
      expire_date: links.days === null ? { enabled: false } : { enabled: true, days: links.days, enforced: true },
      multiple_links: true,
      upload: false
    },
    user: { send_mail: false, expire_date: { enabled: true } },
    resharing: true,
    group_sharing: true,
    group: { enabled: true, expire_date: { enabled: true } },
    default_permissions: 31,
    sharee: { query_lookup_default: false, always_show_unique: true }
  },
  notify_push: {
    type: ['files'],
    endpoints: {
      websocket: `${base.replace(/^http/u, 'ws')}/push/ws`,
      pre_auth: `${base}/index.php/apps/notify_push/pre_auth`
    }
  },
  password_policy: {
    minLength: minPasswordLength,
    api: {
      generate: `${base}/ocs/v2.php/apps/password_policy/api/v1/generate`,
      validate: `${base}/ocs/v2.php/apps/password_policy/api/v1/validate`
    }
  }
})

/** `cloud/capabilities`: little for strangers. */
export function capabilitiesDocument(base: string, links: LinkRules, forPerson: boolean) {
  const all = capabilities(base, links)
  return {
    version: { major: 31, minor: 0, micro: 9, string: version.versionstring, edition: '', extendedSupport: false },
    capabilities: forPerson ? all : { bruteforce: all.bruteforce }
  }
}
