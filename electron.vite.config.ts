import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { commonJs } from './build/commonJs.mjs'
import { watModules } from './build/watModules.mjs'

/**
 * Main and preload are CommonJS, in a package of modules, and the renderer targets Chromium 108, so that the same build runs in the old
 * Electron of the end-to-end tests. Engine, trainer, assistant and command line are entries of their own: they run under
 * Node, as children, and no import leads to them.
 */
export default defineConfig({
  main: {
    plugins: [commonJs(), watModules()],
    build: {
      target: 'node16',
      // Not every machine has it.
      externalizeDeps: { include: ['onnxruntime-node'] },
      rollupOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          engine: resolve('src/main/engineProcess.ts'),
          trainer: resolve('src/main/trainer/entry.ts'),
          assistant: resolve('src/main/assistant/entry.ts'),
          batchWorker: resolve('src/main/trainer/data/batchWorker.ts'),
          apartWorker: resolve('src/main/engine/import/apart/apartWorker.ts'),
          loco: resolve('src/main/loco.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    plugins: [commonJs()],
    build: {
      target: 'node16',
      rollupOptions: {
        input: resolve('src/preload/index.ts'),
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      target: 'chrome108',
      outDir: resolve('out/renderer'),
      // Small fonts would become data addresses, which the page's policy refuses.
      assetsInlineLimit: 0,
      rollupOptions: { input: resolve('src/renderer/index.html') },
    },
  },
})
