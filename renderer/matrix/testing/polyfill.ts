import 'fake-indexeddb/auto'

/** Node 20 lacks what Chrome 130 and matrix-js-sdk have. */
const constructor: PromiseConstructor & { withResolvers?: unknown } = Promise
constructor.withResolvers ??= function withResolvers<T>() {
  let resolve: (value: T | PromiseLike<T>) => void = () => undefined
  let reject: (reason: unknown) => void = () => undefined
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return { promise, resolve, reject }
}
