import type { Express, Request } from 'express'
import express from 'express'

import type { FilesServer } from './context'

/** Remote wipe (developer manual, client APIs): a computer whose app password was refused asks what to do. */
export function addWipe(app: Express, { accounts }: FilesServer): void {
  const form = express.urlencoded({ extended: false })
  app.post('/index.php/core/wipe/check', form, (request, response) => {
    if (accounts.wantsWipe(tokenOf(request))) response.json({ wipe: true })
    else response.status(404).json([])
  })
  app.post('/index.php/core/wipe/success', form, (request, response) => {
    response.status(accounts.wiped(tokenOf(request)) ? 200 : 404).json([])
  })
}

function tokenOf(request: Request): string {
  const body: unknown = request.body
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : ''
  return typeof token === 'string' ? token : ''
}
