import * as loggers from 'matrix-js-sdk/lib/logger'
import type { Logger } from 'matrix-js-sdk/lib/logger'

/** Receives what the SDK wants to say; never message content (the SDK logs ids and errors). */
export type LogSink = (level: 'warn' | 'error', line: string) => void

const words = (parts: readonly unknown[]): string =>
  parts
    .map((part) =>
      part instanceof Error ? `${part.name}: ${part.message}` : typeof part === 'string' ? part : typeof part
    )
    .join(' ')

/** The SDK's logger, silent below warnings. */
export const makeLogger = (sink: LogSink): Logger => {
  const silent = (): void => undefined
  const logger: Logger = {
    trace: silent,
    debug: silent,
    info: silent,
    warn: (...parts: unknown[]) => sink('warn', words(parts)),
    error: (...parts: unknown[]) => sink('error', words(parts)),
    getChild: () => logger
  }
  return logger
}

type Leveled = { readonly setLevel: (level: string, persist: boolean) => void }

const isLeveled = (value: unknown): value is Leveled =>
  typeof value === 'object' && value !== null && 'setLevel' in value && typeof value.setLevel === 'function'

/** Parts of the SDK write to a logger of their own, at debug level; they are not asked. */
export const silenceGlobalLogger = (): void => {
  const logger: unknown = Reflect.get(loggers, 'logger')
  if (isLeveled(logger)) logger.setLevel('silent', false)
}
