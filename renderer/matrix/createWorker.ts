import matrixWorkerUrl from './core/worker?worker&url'
import { workerUrl } from './workerUrl'

/** The Matrix worker of this window. */
export const createMatrixWorker = (): Worker =>
  new Worker(workerUrl(matrixWorkerUrl), { type: 'module', name: 'matrix' })
