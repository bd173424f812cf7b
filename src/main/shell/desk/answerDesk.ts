import { writeFile } from 'node:fs/promises'
import { app, type BrowserWindow, ipcMain, nativeTheme, shell } from 'electron'
import {
  type DeskAnswer,
  type DeskKind,
  type DeskQuestion,
  deskQuestion,
} from '../../../shared/shell/desk.ts'
import { writeCrash } from '../../files/crashReport.ts'
import type { Crashes } from '../crashes/Crashes.ts'
import type { HandedOver } from '../handedOver/HandedOver.ts'
import { isOwnPage } from '../ownPage.ts'
import { choose } from './choose.ts'
import { showMenu } from './showMenu.ts'

/** What questions are answered with. */
interface Desk {
  readonly home: BrowserWindow
  readonly handedOver: HandedOver
  readonly crashes: Crashes
  readonly installation: { readonly dataFolder: string; readonly version: string }
  readonly logFile: string
}

type Answers = {
  readonly [K in DeskKind]: (
    question: Extract<DeskQuestion, { kind: K }>,
    desk: Desk,
  ) => DeskAnswer<K> | Promise<DeskAnswer<K>>
}

const answers: Answers = {
  choose: async (wanted, { home }) => ({ paths: await choose(home, wanted) }),
  menu({ menu, isDark }, { home, handedOver }) {
    nativeTheme.themeSource = isDark ? 'dark' : 'light'
    showMenu(home, menu, {
      command: (id) => home.webContents.send('menu-command', id),
      study: (folder) => handedOver.take([folder]),
    })
    return {}
  },
  handed: (_, { handedOver }) => ({ handed: handedOver.give() }),
  crashes: (_, { crashes }) => ({ crashes: crashes.unseen() }),
  crashesSeen(_, { crashes }) {
    crashes.markSeen()
    return {}
  },
  async saveCrash({ name }, { home, crashes }) {
    const found = crashes.unseen().find((one) => one.name === name)
    const [file] = (found && (await choose(home, { choice: 'newFile', title: name, start: name }))) ?? []
    if (found && file !== undefined) await writeFile(file, found.text)
    return { file: file ?? null }
  },
  broke({ error }, { installation }) {
    const { code, ...rest } = error
    writeCrash(installation, {
      process: 'window',
      what: 'error',
      error: code === undefined ? rest : { ...rest, code },
    })
    return {}
  },
  showLog(_, { logFile }) {
    shell.showItemInFolder(logFile)
    return {}
  },
  drawnBy: () => ({ drawnBy: app.getGPUFeatureStatus().gpu_compositing }),
}

/** Answers what the app's own page asks; a page of any other place is told nothing. */
export function answerDesk(desk: Desk): void {
  const { home } = desk
  ipcMain.handle('desk', (event, asked: unknown) => {
    const question = deskQuestion.safeParse(asked)
    if (!isOwnPage(home, event.senderFrame) || !question.success) return null
    // The table has the same keys as the questions; TypeScript cannot follow one through the other.
    const answer = answers[question.data.kind] as (question: DeskQuestion, desk: Desk) => unknown
    return answer(question.data, desk)
  })
  home.on('closed', () => ipcMain.removeHandler('desk'))
}
