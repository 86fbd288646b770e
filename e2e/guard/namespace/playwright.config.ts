import { defineConfig } from '@playwright/test'

/** Run by ../day.spec.ts inside a network namespace. */
export default defineConfig({
  testDir: '.',
  testMatch: 'day.ts',
  outputDir: '../../../test-results/namespace',
  workers: 1,
  timeout: 150_000,
  expect: { timeout: 30_000 },
  reporter: 'line',
  globalSetup: '../../fixtures/servers.ts'
})
