import { type ServerAnswer, type ServerQuestion, serverAnswer } from '../../shared/shell/servers.ts'

/** Whether this is the desktop app's own page: it alone can open servers. */
export const canOpenServers = (): boolean => window.location.protocol === 'app:'

let asked = 0

/** Asks the shell about servers; null where it does not answer this page. */
export function askServers(question: ServerQuestion): Promise<ServerAnswer | null> {
  const number = ++asked
  return new Promise((resolve) => {
    const hear = ({ source, data }: MessageEvent<unknown>) => {
      const answer = data as { serversAnswer?: unknown; to?: number } | null
      if (source !== window || answer?.serversAnswer === undefined || answer.to !== number) return
      window.removeEventListener('message', hear)
      resolve(serverAnswer.safeParse(answer.serversAnswer).data ?? null)
    }
    window.addEventListener('message', hear)
    window.postMessage({ askServers: question, number }, window.location.origin)
  })
}

/** Whether the desktop app shows this page of a server. */
export const isServerInApp = (): boolean =>
  window.location.protocol === 'https:' && navigator.userAgent.includes('Electron/')

/** Leaves a server for the app's own page; the shell knows this address and follows it no further. */
export const backToThisComputer = (): void => window.location.assign('app://loco/index.html')
