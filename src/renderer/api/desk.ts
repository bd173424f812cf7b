import { type DeskAnswer, type DeskKind, type DeskQuestion, deskAnswers } from '../../shared/shell/desk.ts'

/** Whether this is the desktop app's own page: it alone is answered by the shell. */
export const isDesktop = (): boolean => window.location.protocol === 'app:'

let asked = 0

/** Asks the shell; null in a browser, and where the shell does not answer this page. */
export function askDesk<K extends DeskKind>(
  question: Extract<DeskQuestion, { kind: K }>,
): Promise<DeskAnswer<K> | null> {
  if (!isDesktop()) return Promise.resolve(null)
  const number = ++asked
  return new Promise((resolve) => {
    const hear = ({ source, data }: MessageEvent<unknown>) => {
      const answer = data as { deskAnswer?: unknown; to?: number } | null
      if (source !== window || answer?.deskAnswer === undefined || answer.to !== number) return
      window.removeEventListener('message', hear)
      const read = deskAnswers[question.kind as K].safeParse(answer.deskAnswer)
      // The table has an answer for each kind; TypeScript does not follow the kind through it.
      resolve((read.data as DeskAnswer<K> | undefined) ?? null)
    }
    window.addEventListener('message', hear)
    window.postMessage({ askDesk: question, number }, window.location.origin)
  })
}

/** Hears what the shell tells the page by itself; returns what ends it. */
export function onDesk(hears: (told: { menuCommand?: string; isHanded: boolean }) => void): () => void {
  const hear = ({ source, data }: MessageEvent<unknown>) => {
    if (source !== window) return
    if (data === 'handed-over') hears({ isHanded: true })
    const command = (data as { menuCommand?: unknown } | null)?.menuCommand
    if (typeof command === 'string') hears({ menuCommand: command, isHanded: false })
  }
  window.addEventListener('message', hear)
  return () => window.removeEventListener('message', hear)
}
