import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import { expect, it } from 'vitest'

const builtInNetwork = '^(node:)?(http|https|http2|net|tls|dgram|dns|dns/promises|worker_threads|child_process)$'
const tests = String.raw`\.test\.tsx?$|/testing/`

/** The layers of the house (architecture): who may import what. */
const forbidden: IForbiddenRuleType[] = [
  rule(
    'shared imports neither side, nor Node, nor Electron',
    '^shared/',
    String.raw`^(electron|renderer|scripts|e2e)/|^node_modules/electron/|^(node:)?(fs|path|os|crypto|net|http)$`
  ),
  rule('electron never imports renderer', '^electron/', '^renderer/'),
  rule('renderer never imports electron', '^renderer/', String.raw`^electron/|^node_modules/electron/`),
  rule('sync/core imports only shared', '^electron/sync/core/', String.raw`^(?!electron/sync/core/|shared/)`),
  rule('only electron/net uses sockets', String.raw`^electron/(?!net/|sync/cli/requests\.ts)`, builtInNetwork),
  rule(
    'only renderer/matrix/core imports the Matrix SDK',
    '^renderer/(?!matrix/core/)',
    String.raw`^node_modules/matrix-js-sdk/`
  ),
  rule('only the bridge touches the preload', '^electron/(?!preload/)', '^electron/preload/')
]

it('keeps every import within the rules of the house', async () => {
  const result = await cruise(
    ['electron', 'renderer', 'shared'],
    {
      ruleSet: { forbidden },
      validate: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: tests },
      tsPreCompilationDeps: true
    },
    { extensions: ['.ts', '.tsx', '.js', '.json', '.svg', '.css'] }
  )
  const { summary } = result.output as ICruiseResult
  expect(summary.totalCruised).toBeGreaterThan(100)
  expect(summary.violations.map(({ rule: { name }, from, to }) => `${name}: ${from} -> ${to}`)).toEqual([])
})

function rule(name: string, from: string, to: string): IForbiddenRuleType {
  return { name, severity: 'error', from: { path: from, pathNot: tests }, to: { path: to } }
}
