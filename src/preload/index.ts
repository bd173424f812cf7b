/**
 * Hands the engine's port to the page, says when the engine is gone, what was chosen in the system's menu and where dropped
 * files lie, has a page printed and servers opened, passes on what the page asks of the shell, and nothing else.
 */
import { ipcRenderer, webUtils } from 'electron'

ipcRenderer.on('engine-port', (event) => {
  const [port] = event.ports
  if (port) window.postMessage('engine-port', window.location.origin, [port])
})

ipcRenderer.on('engine-gone', () => window.postMessage('engine-gone', window.location.origin))

window.addEventListener('message', (event) => {
  const asked = event.source === window && event.data === 'connect-engine'
  if (asked) ipcRenderer.send('connect-engine')
})

window.addEventListener('message', ({ source, data }) => {
  const page: unknown = source === window ? data?.printPage : undefined
  if (typeof page !== 'string') return
  void ipcRenderer
    .invoke('print-page', page)
    .catch(() => null)
    .then((printedPage: unknown) => window.postMessage({ printedPage }, window.location.origin))
})

window.addEventListener('message', ({ source, data }) => {
  const asked: unknown = source === window ? data?.askServers : undefined
  if (asked === undefined) return
  void ipcRenderer
    .invoke('servers', asked)
    .catch(() => null)
    .then((serversAnswer: unknown) =>
      window.postMessage({ serversAnswer, to: data.number }, window.location.origin),
    )
})

window.addEventListener('message', ({ source, data }) => {
  const asked: unknown = source === window ? data?.askDesk : undefined
  if (asked === undefined) return
  void ipcRenderer
    .invoke('desk', asked)
    .catch(() => null)
    .then((deskAnswer: unknown) =>
      window.postMessage({ deskAnswer, to: data.number }, window.location.origin),
    )
})

ipcRenderer.on('menu-command', (_, menuCommand: unknown) =>
  window.postMessage({ menuCommand }, window.location.origin),
)

ipcRenderer.on('handed-over', () => window.postMessage('handed-over', window.location.origin))

window.addEventListener('drop', ({ dataTransfer }) => {
  const droppedPaths = [...(dataTransfer?.files ?? [])].map(pathOf)
  if (droppedPaths.length > 0) window.postMessage({ droppedPaths }, window.location.origin)
})

/** Where a file lies. Electron before 32, as in the tests, says it on the file itself. */
function pathOf(file: File & { readonly path?: string }): string {
  return (webUtils as typeof webUtils | undefined)?.getPathForFile(file) ?? file.path ?? ''
}
