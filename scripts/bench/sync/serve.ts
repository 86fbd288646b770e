import { z } from 'zod'

import { startFilesServer } from '../../stack/files/server'

// The files server as a process of its own, so that what it uses is not the bench's.
const order = z.object({ dir: z.string(), accounts: z.array(z.string()), password: z.string() })

export type ServeOrder = z.infer<typeof order>

process.once('message', (message) => {
  const { dir, accounts, password } = order.parse(message)
  const people = accounts.map((id) => ({ id, name: id, address: `${id}@exempel.test`, password }))
  void startFilesServer({ dir, port: 0, controlPort: 0, people }).then(({ url }) => process.send?.({ url }))
})
process.once('disconnect', () => process.exit(0))
