import { _electron, type BrowserContext, type ElectronApplication, type Page } from 'playwright-core'
import { electronPath, project } from './places.ts'

/** Apps that were started, by what their pages lie in. */
const apps = new WeakMap<BrowserContext, ElectronApplication>()

/** The desktop app, as built, with its data in a folder; `more` stands on its command line. */
export async function startElectron(
  home: string,
  more: readonly string[] = [],
): Promise<ElectronApplication> {
  const app = await _electron.launch({
    executablePath: electronPath,
    args: ['--no-sandbox', '--disable-gpu', project, ...more],
    env: { ...(process.env as Record<string, string>), LOCO_NODE: process.execPath, LOCO_DATA_HOME: home },
  })
  apps.set(app.context(), app)
  return app
}

/** Has the system's own windows answer with these paths from now on: nobody can click in them here. */
export function answerDialogs(app: ElectronApplication, paths: readonly string[]): Promise<void> {
  return app.evaluate(
    ({ dialog }, filePaths) => {
      const canceled = filePaths.length === 0
      const [filePath = ''] = filePaths
      Object.assign(dialog, {
        showOpenDialog: async () => ({ canceled, filePaths }),
        showSaveDialog: async () => ({ canceled, filePath }),
      })
    },
    [...paths],
  )
}

/** The same for the app that shows a page; does nothing for a page in a browser, which has no such windows. */
export async function answerDialogsOf(page: Page, paths: readonly string[]): Promise<boolean> {
  const app = apps.get(page.context())
  if (app) await answerDialogs(app, paths)
  return app !== undefined
}
