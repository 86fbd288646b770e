import { logger as globalLogger, type Logger } from 'matrix-js-sdk/lib/logger'

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

/** Parts of the SDK write to a logger of their own, at debug level; they are not asked. */
export const silenceGlobalLogger = (): void => {
  const logger: unknown = globalLogger
  if (typeof logger === 'object' && logger !== null && 'setLevel' in logger && typeof logger.setLevel === 'function') {
    logger.setLevel('silent', false)
  }
}
