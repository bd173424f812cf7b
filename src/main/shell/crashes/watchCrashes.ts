import { app, type BrowserWindow } from 'electron'
import { loggedError } from '../../../shared/reasons/logged.ts'
import { writeCrash } from '../../files/crashReport.ts'
import type { EngineHost } from '../EngineHost.ts'

interface Installation {
  readonly dataFolder: string
  readonly version: string
}

/** A page that dies again so soon after it was loaded anew would go on dying, ms. */
const SOON = 10_000

/** From here on an error in the shell that nobody catches leaves a report; without a window, nothing goes on. */
export function watchShell(installation: Installation, hasWindow: () => boolean): void {
  const note = (error: unknown) => {
    console.error(error)
    writeCrash(installation, { process: 'shell', what: 'error', error: loggedError(error) })
    if (!hasWindow()) app.exit(1)
  }
  process.on('uncaughtException', note)
  process.on('unhandledRejection', note)
  let isLeaving = false
  app.on('before-quit', () => {
    isLeaving = true
  })
  app.on('child-process-gone', (_, { type, reason, exitCode }) => {
    // Of the engine its host tells; what ends while the app does was to end.
    if (isLeaving || type === 'Utility' || reason === 'clean-exit') return
    const process = type === 'GPU' ? 'graphics' : 'other'
    writeCrash(installation, { process, what: 'ended', how: reason, exitCode })
  })
}

/** The engine's end leaves a report too, and so does the page's, which is loaded once more. */
export function watchWindow(installation: Installation, home: BrowserWindow, host: EngineHost): void {
  host.onExit(({ code, signal }) =>
    writeCrash(installation, {
      process: 'engine',
      what: 'ended',
      ...(signal === null ? {} : { how: signal }),
      ...(code === null ? {} : { exitCode: code }),
    }),
  )
  let loadedAt = 0
  home.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    writeCrash(installation, { process: 'window', what: 'ended', how: reason, exitCode })
    if (Date.now() - loadedAt < SOON) return
    loadedAt = Date.now()
    home.webContents.reload()
  })
}
