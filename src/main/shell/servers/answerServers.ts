import { type BrowserWindow, ipcMain } from 'electron'
import { Failure } from '../../../shared/contract/failure.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import { type ServerAnswer, type ServerQuestion, serverQuestion } from '../../../shared/shell/servers.ts'
import { isOwnPage } from '../ownPage.ts'
import type { KnownServers } from './KnownServers.ts'
import { openServerWindow } from './serverWindow.ts'
import { serverPlace, shownCertificate } from './shownCertificate.ts'

/** Answers what the app's own page asks about servers; a page of any other place is told nothing. */
export function answerServers(home: BrowserWindow, known: KnownServers): void {
  ipcMain.handle('servers', async (event, asked: unknown): Promise<ServerAnswer | null> => {
    const question = serverQuestion.safeParse(asked)
    if (!isOwnPage(home, event.senderFrame) || !question.success) return null
    const answer = await answered(home, known, question.data).catch((error: unknown) => {
      const reason = error instanceof Failure ? error.reason : reasonOf('internal')
      return { found: null, reason }
    })
    return { servers: await known.list(), ...answer }
  })
  home.on('closed', () => ipcMain.removeHandler('servers'))
}

type Answered = Omit<ServerAnswer, 'servers'>
const DONE: Answered = { found: null, reason: null }

async function answered(
  home: BrowserWindow,
  known: KnownServers,
  question: ServerQuestion,
): Promise<Answered> {
  if (question.kind === 'list') return DONE
  if (question.kind === 'forget') {
    await known.forget(question.origin)
    return DONE
  }
  const place = serverPlace(question.address)
  const before = await known.fingerprintOf(place.origin)
  const now = await shownCertificate(place)
  if (before !== undefined && before !== now)
    throw new Failure('serverCertificateChanged', { address: place.origin, known: before, now })
  if (question.kind === 'look')
    return { ...DONE, found: { origin: place.origin, fingerprint: now, isKnown: before === now } }
  // Another one than was looked at and compared a moment ago.
  if (question.fingerprint !== now)
    throw new Failure('serverCertificateChanged', { address: place.origin, known: question.fingerprint, now })
  await known.remember(place.origin, now)
  await openServerWindow(home, place, now)
  return DONE
}
