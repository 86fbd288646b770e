import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'

const at = (path: string) => resolve(import.meta.dirname, path)

// Targets are those of the oldest Electron the code runs on (33: Node 20.18, Chrome 130), so that one bundle serves both.
export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      externalizeDeps: true,
      rolldownOptions: { input: { main: at('electron/main.ts'), sync: at('electron/syncProcess.ts') } }
    }
  },
  preload: {
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      // A sandboxed preload is one CommonJS file: it cannot load chunks.
      isolatedEntries: true,
      rolldownOptions: {
        input: { main: at('electron/preload/main.ts'), meeting: at('electron/preload/meeting.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: at('renderer'),
    base: './',
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: at('out/renderer'),
      target: 'chrome130',
      minify: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { main: at('renderer/index.html'), meeting: at('renderer/meeting.html') } }
    }
  }
})
