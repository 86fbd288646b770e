// The test runtime comes without Electron's own default app, so `electron <app>` would end at once.
// This stand-in does what that app does for development: honour -r, take over the app's name and load its main file.
import { app } from 'electron/main'
import fs from 'node:fs'
import Module, { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const isPreload = (argument) => argument === '-r' || argument === '--require'

function applicationIndex(argv) {
  let index = 1
  while (index < argv.length && argv[index].startsWith('-')) index += isPreload(argv[index]) ? 2 : 1
  return index
}

function nameAfter(directory) {
  const manifest = JSON.parse(fs.readFileSync(path.join(directory, 'package.json'), 'utf8'))
  app.name = manifest.productName || manifest.name || 'Electron'
  app.setVersion(manifest.version || '0.0.0')
  if (manifest.desktopName) app.setDesktopName(manifest.desktopName)
}

process.defaultApp = true
const require = createRequire(path.join(process.cwd(), 'x.js'))
process.argv.forEach((argument, index) => {
  if (isPreload(argument)) require(process.argv[index + 1])
})

// A preloaded module may rewrite process.argv (Playwright's does), so the application is looked for afterwards.
const index = applicationIndex(process.argv)
if (index >= process.argv.length) {
  console.error('usage: electron <application>')
  app.exit(1)
} else {
  const target = path.resolve(process.argv[index])
  const isDirectory = fs.statSync(target).isDirectory()
  if (isDirectory) nameAfter(target)
  app.setAppPath(isDirectory ? target : path.dirname(target))
  try {
    await import(pathToFileURL(Module._resolveFilename(target, null, true)).toString())
  } catch (error) {
    console.error(error?.stack ?? error)
    app.exit(1)
  }
}
